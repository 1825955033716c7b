/**
 * worker.yaml, read once at start into validated records; every problem is reported together with its key path. Before
 * the data path, and the only place where defaults are written down.
 */
@NullMarked
package io.smppworker.config;

import org.jspecify.annotations.NullMarked;

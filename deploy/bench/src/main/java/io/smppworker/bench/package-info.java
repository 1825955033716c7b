/**
 * What the product can do, measured: a real broker, the provider in a process of its own and worker processes, a scenario
 * at a time, each of which also counts what was lost, duplicated or unmatched and fails when anything was.
 */
@NullMarked
package io.smppworker.bench;

import org.jspecify.annotations.NullMarked;

/**
 * The commands but {@code run}, a class each, and what they read and print. Each may block; none is used by two threads.
 */
@NullMarked
package io.smppworker.cli;

import org.jspecify.annotations.NullMarked;

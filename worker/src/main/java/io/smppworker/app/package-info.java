/**
 * The command line and {@code run}: the wiring, start, drain and stop of one worker. The whole data path is put together here
 * and nowhere else.
 */
@NullMarked
package io.smppworker.app;

import org.jspecify.annotations.NullMarked;

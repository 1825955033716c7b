/**
 * The commands, and the wiring, start, drain and stop of one worker. Everything on the data path is put together here
 * and nowhere else.
 */
@NullMarked
package io.smppworker.app;

import org.jspecify.annotations.NullMarked;

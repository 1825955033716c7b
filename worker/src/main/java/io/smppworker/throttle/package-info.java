/**
 * How much may be sent, and when: which bind slot carries which part of a server's rate, and the sliding log that keeps
 * every worker inside its part. Between dispatch and the window of a bind. Pure arithmetic: time is always an argument,
 * in nanoseconds of one monotonic clock, so that everything here is tested in virtual time.
 */
@NullMarked
package io.smppworker.throttle;

import org.jspecify.annotations.NullMarked;

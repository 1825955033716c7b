/**
 * The whole worker as its users run it: a real broker, real sockets, real processes. What is asserted is what the
 * provider's log and the topics saw, never what a worker says of itself.
 */
@NullMarked
package io.smppworker.system;

import org.jspecify.annotations.NullMarked;

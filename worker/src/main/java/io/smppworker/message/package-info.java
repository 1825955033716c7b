/**
 * The domain's own words, JDK only: a request, its segments, what a submit_sm came to, what a deliver_sm brought. Every
 * stage of the data path hands these on; none of them knows Kafka, JSON or a socket.
 */
@NullMarked
package io.smppworker.message;

import org.jspecify.annotations.NullMarked;

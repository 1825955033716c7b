/**
 * The domain's types, JDK only: a request, its segments, the outcome of a submit_sm, a deliver_sm and its parts. Every stage
 * of the data path hands these on; none of them knows Kafka, JSON or a socket.
 */
@NullMarked
package io.smppworker.message;

import org.jspecify.annotations.NullMarked;

/**
 * The heart of the data path: a request is segmented, journalled, dispatched to the server that can take it first, and
 * followed until its outcome is journalled. Knows Kafka only through its ports {@link
 * io.smppworker.outbound.Journal} and {@link io.smppworker.outbound.Progress}.
 */
@NullMarked
package io.smppworker.outbound;

import org.jspecify.annotations.NullMarked;

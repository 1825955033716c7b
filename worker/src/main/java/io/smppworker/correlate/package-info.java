/**
 * Correlates submissions with the network's receipts: a Kafka Streams topology from the submission journal and the
 * deliveries of all workers to receipts and inbound messages. All decisions are pure folds
 * ({@link io.smppworker.correlate.IdFold}, {@link io.smppworker.correlate.MessageFold},
 * {@link io.smppworker.correlate.MoFold}: state and event in, state and emissions out);
 * {@link io.smppworker.streams.FoldProcessor} runs each on a store.
 */
@NullMarked
package io.smppworker.correlate;

import org.jspecify.annotations.NullMarked;

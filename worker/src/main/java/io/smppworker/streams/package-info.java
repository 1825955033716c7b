/**
 * Kafka Streams as the correlator uses it, and nothing of SMS: {@link io.smppworker.streams.Fold} is a pure decision,
 * {@link io.smppworker.streams.FoldProcessor} runs one on a store, {@link io.smppworker.streams.PromptCommits} says when to
 * commit, {@link io.smppworker.streams.StreamsSupervisor} keeps an instance running, and
 * {@link io.smppworker.streams.LostMembers} ends the transactions that a dead one has left open.
 */
@NullMarked
package io.smppworker.streams;

import org.jspecify.annotations.NullMarked;

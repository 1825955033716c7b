/**
 * Both Kafka ends of the data path: the intake loop that owns partitions and bind slots, the journal, what was
 * delivered, dead letters and committed offsets. Implements the ports of {@code outbound} and {@code inbound}.
 */
@NullMarked
package io.smppworker.kafka;

import org.jspecify.annotations.NullMarked;

package io.smppworker.simulation;

import io.smppworker.config.AccountConfig;
import io.smppworker.config.OutboundConfig;
import io.smppworker.config.WorkerConfig;
import io.smppworker.inbound.DeliveryPublisher;
import io.smppworker.outbound.Journal;
import io.smppworker.outbound.SubmitPermission;
import io.smppworker.pool.ServerPools;
import io.smppworker.schemas.DeliveryRecord;
import io.smppworker.smpp.SmppConnector;
import io.smppworker.smpp.SteppedConnector;
import io.smppworker.throttle.SlotPlan;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A fault put into the parts of every simulated worker, to show that the simulation can fail; by default none: each method
 * returns what it is given.
 */
interface Planted {
    /** No fault. */
    Planted NOTHING = new Planted() {};

    default Journal journal(Journal real) {
        return real;
    }

    default SubmitPermission permission(SubmitPermission real) {
        return real;
    }

    default DeliveryPublisher publisher(DeliveryPublisher real) {
        return real;
    }

    default Clock dispatcherClock(Clock real) {
        return real;
    }

    default SmppConnector connector(SmppConnector real) {
        return real;
    }

    /** What a worker's sessions take for their account. */
    default AccountConfig sessionAccount(AccountConfig real) {
        return real;
    }

    /** What comes from a server. */
    default SteppedConnector.Incoming incoming(SteppedConnector.Incoming real) {
        return real;
    }

    default SlotPlan slots(SlotPlan real, AccountConfig account) {
        return real;
    }

    default ConsumerPartitionAssignor assignor(ConsumerPartitionAssignor real) {
        return real;
    }

    default Map<TopicPartition, OffsetAndMetadata> commit(Map<TopicPartition, OffsetAndMetadata> real) {
        return real;
    }

    default byte[] polled(byte[] value) {
        return value;
    }

    default boolean reportsLostPartitions() {
        return true;
    }

    /** Records of the journal that its reader leaves out. */
    default boolean readsJournalAt(long offset) {
        return true;
    }

    /** A record of the journal as its reader has it. */
    default byte[] journalled(byte[] value) {
        return value;
    }

    /** Whether the correlator sees this record, which is at that offset of one of its inputs. */
    default boolean isCorrelated(TopicPartition partition, long offset, Object entry) {
        return true;
    }

    /** What the correlator takes it for. */
    default DeliveryRecord correlated(DeliveryRecord real) {
        return real;
    }

    /** Whether what the correlator has parked is given up in the end. */
    default boolean expiresParked() {
        return true;
    }

    default OutboundConfig outbound(OutboundConfig real) {
        return real;
    }

    /** What the intake takes for its configuration. */
    default WorkerConfig intake(WorkerConfig real) {
        return real;
    }

    default void window(SteppedConnector connector, int size) {}

    /** The throttle that a running worker takes over. */
    default int throttleTakenOver(int changed) {
        return changed;
    }

    /** The window that a running worker takes over. */
    default int windowTakenOver(int changed) {
        return changed;
    }

    /** Called before every turn of the dispatcher. */
    default void quotas(ServerPools pools) {}
}

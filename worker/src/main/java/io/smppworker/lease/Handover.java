package io.smppworker.lease;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What uses the slots and lanes that this worker owns: takes them into use and out of it when {@link Ownership} says so.
 * Called on the intake thread; nothing here waits.
 */
public interface Handover {
    /** These slots are this worker's: to be bound. */
    void gain(Set<Integer> slots);

    /**
     * Partitions of lanes are this worker's: learns what is known of their requests. Nothing of them is polled before.
     *
     * @return completes on any thread, when it is known, however long Kafka is away; or exceptionally, when no patience
     *     helps
     */
    CompletionStage<Recovered> recover(Set<TopicPartition> lanes);

    /** What was learnt, to be taken over on the intake thread. */
    interface Recovered {
        /**
         * Takes over what was learnt of the partitions that are still owned.
         *
         * @return the offset from which each is to be polled
         */
        Map<TopicPartition, Long> begin(Set<TopicPartition> stillOwned);
    }

    /**
     * Lets go of partitions and slots: nothing more is sent for them; what is in the windows is waited for, within the
     * time that a drain may take; sessions are unbound.
     *
     * @return completes on any thread, when nothing of it is left here
     */
    CompletionStage<Void> release(Set<TopicPartition> lanes, Set<Integer> slots);

    /** These are no longer this worker's; what of them is still here is dropped at once. */
    void gone(Set<TopicPartition> lanes, Set<Integer> slots);

    /** What is to be committed for a partition of a lane; null while that is not known. */
    @Nullable
    OffsetAndMetadata position(TopicPartition lane);

    /** Slots with a session now. */
    Set<Integer> boundSlots();
}

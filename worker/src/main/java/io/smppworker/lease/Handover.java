package io.smppworker.lease;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Takes the slots and lanes that this worker owns into use and out of it, when {@link Ownership} says so. Called on the intake
 * thread; no method blocks.
 */
public interface Handover {
    /** These slots are this worker's: to be bound. */
    void gain(Set<Integer> slots);

    /**
     * These partitions of lanes are this worker's: recovers from the journal what is known of their requests. They are not
     * polled before that.
     *
     * @return completes on any thread, when it is recovered, however long Kafka is unreachable; or exceptionally, when no
     *     retry helps
     */
    CompletionStage<Recovered> recover(Set<TopicPartition> lanes);

    /** The state that was recovered, to be taken over on the intake thread. */
    interface Recovered {
        /**
         * Takes over what was recovered for the partitions that are still owned.
         *
         * @return the offset from which each is to be polled
         */
        Map<TopicPartition, Long> begin(Set<TopicPartition> stillOwned);
    }

    /**
     * Releases partitions and slots: nothing more is sent for them; outstanding submit_sm are waited for, within the time that
     * a drain may take; sessions are unbound.
     *
     * @return completes on any thread, when nothing of it is left here
     */
    CompletionStage<Void> release(Set<TopicPartition> lanes, Set<Integer> slots);

    /** These are no longer this worker's; anything of them still here is dropped at once. */
    void gone(Set<TopicPartition> lanes, Set<Integer> slots);

    /** The position to commit for a partition of a lane; null while that is not known. */
    @Nullable
    OffsetAndMetadata position(TopicPartition lane);

    /** Slots with a session now. */
    Set<Integer> boundSlots();
}

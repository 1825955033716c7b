package io.smppworker.lease;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * The stage of each partition that this worker owns: of a lane, or of {@code smpp.binds}, whose partitions are bind slots.
 * Illegal transitions are refused. One thread.
 */
final class OwnedPartitions {
    private final Map<TopicPartition, Stage> stages = new HashMap<>();

    /** From the assignment to the release. */
    enum Stage {
        /** A lane whose journal is being read: nothing of it is polled. */
        RECOVERING,
        IN_USE,
        /** To be released: no longer used, but not all that was begun has ended. */
        LEAVING,
        /** A lane with nothing left here but a position to be committed. */
        DRAINED,
        /** Not used any more; not yet reported to the group, or not yet taken away by it. */
        RELEASED
    }

    void recovering(Collection<TopicPartition> gained) {
        gained.forEach(partition -> begin(partition, Stage.RECOVERING));
    }

    void gained(Collection<TopicPartition> slots) {
        slots.forEach(partition -> begin(partition, Stage.IN_USE));
    }

    private void begin(TopicPartition partition, Stage stage) {
        if (stages.putIfAbsent(partition, stage) != null) {
            throw new IllegalStateException(partition + " is owned already");
        }
    }

    void recovered(TopicPartition lane) {
        move(lane, EnumSet.of(Stage.RECOVERING), Stage.IN_USE);
    }

    void leaving(TopicPartition partition) {
        move(partition, EnumSet.of(Stage.RECOVERING, Stage.IN_USE), Stage.LEAVING);
    }

    void drained(TopicPartition lane) {
        move(lane, EnumSet.of(Stage.LEAVING), Stage.DRAINED);
    }

    void released(TopicPartition partition) {
        move(partition, EnumSet.of(Stage.LEAVING, Stage.DRAINED), Stage.RELEASED);
    }

    private void move(TopicPartition partition, Set<Stage> from, Stage to) {
        Stage now = stages.get(partition);
        if (now == null || !from.contains(now)) {
            throw new IllegalStateException(partition + " is " + now + " and cannot become " + to);
        }
        stages.put(partition, to);
    }

    /** They are no longer this worker's. */
    void gone(Collection<TopicPartition> partitions) {
        stages.keySet().removeAll(new HashSet<>(partitions));
    }

    /** The partitions at one of these stages. */
    Set<TopicPartition> at(Stage stage, Stage... orElse) {
        Set<Stage> wanted = EnumSet.of(stage, orElse);
        Set<TopicPartition> found = new HashSet<>();
        stages.forEach((partition, at) -> {
            if (wanted.contains(at)) {
                found.add(partition);
            }
        });
        return found;
    }

    /** A copy. */
    Set<TopicPartition> all() {
        return new HashSet<>(stages.keySet());
    }

    boolean isReleased(TopicPartition partition) {
        return stages.get(partition) == Stage.RELEASED;
    }
}

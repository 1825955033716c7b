package io.smppworker.lease;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The stage of each partition that this worker owns: of a lane, or of {@code smpp.binds}, whose partitions are bind slots.
 * Illegal transitions are refused. One thread.
 */
final class OwnedPartitions {
    private final Map<Stage, Set<TopicPartition>> at = new EnumMap<>(Stage.class);
    /** Asked for at every poll. */
    private final Set<TopicPartition> lanesInUse = new HashSet<>();

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

    OwnedPartitions() {
        for (Stage stage : Stage.values()) {
            at.put(stage, new HashSet<>());
        }
    }

    void recovering(Collection<TopicPartition> gained) {
        gained.forEach(partition -> begin(partition, Stage.RECOVERING));
    }

    void gained(Collection<TopicPartition> slots) {
        slots.forEach(partition -> begin(partition, Stage.IN_USE));
    }

    private void begin(TopicPartition partition, Stage stage) {
        if (stage(partition) != null) {
            throw new IllegalStateException(partition + " is owned already");
        }
        in(stage).add(partition);
    }

    void recovered(TopicPartition lane) {
        move(lane, EnumSet.of(Stage.RECOVERING), Stage.IN_USE);
        lanesInUse.add(lane);
    }

    void leaving(TopicPartition partition) {
        move(partition, EnumSet.of(Stage.RECOVERING, Stage.IN_USE), Stage.LEAVING);
        lanesInUse.remove(partition);
    }

    void drained(TopicPartition lane) {
        move(lane, EnumSet.of(Stage.LEAVING), Stage.DRAINED);
    }

    void released(TopicPartition partition) {
        move(partition, EnumSet.of(Stage.LEAVING, Stage.DRAINED), Stage.RELEASED);
    }

    private void move(TopicPartition partition, Set<Stage> from, Stage to) {
        Stage now = stage(partition);
        if (now == null || !from.contains(now)) {
            throw new IllegalStateException(partition + " is " + now + " and cannot become " + to);
        }
        in(now).remove(partition);
        in(to).add(partition);
    }

    private Set<TopicPartition> in(Stage stage) {
        return Objects.requireNonNull(at.get(stage));
    }

    private @Nullable Stage stage(TopicPartition partition) {
        for (Map.Entry<Stage, Set<TopicPartition>> one : at.entrySet()) {
            if (one.getValue().contains(partition)) {
                return one.getKey();
            }
        }
        return null;
    }

    /** They are no longer this worker's. */
    void gone(Collection<TopicPartition> partitions) {
        at.values().forEach(some -> partitions.forEach(some::remove));
        partitions.forEach(lanesInUse::remove);
    }

    /** A view, which changes as they do. */
    Set<TopicPartition> lanesInUse() {
        return Collections.unmodifiableSet(lanesInUse);
    }

    /** A copy of the partitions at one of these stages. */
    Set<TopicPartition> at(Stage stage, Stage... orElse) {
        Set<TopicPartition> found = new HashSet<>(in(stage));
        for (Stage other : orElse) {
            found.addAll(in(other));
        }
        return found;
    }

    /** A copy. */
    Set<TopicPartition> all() {
        Set<TopicPartition> all = new HashSet<>();
        at.values().forEach(all::addAll);
        return all;
    }

    boolean isReleased(TopicPartition partition) {
        return in(Stage.RELEASED).contains(partition);
    }
}

package io.smppworker.intake;

import io.smppworker.message.LanePartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Records that were taken and do not become messages (dead letters and repeated requests), until all is stored about them: a
 * lane that went to another worker before that would have them handled twice. Thread-safe.
 */
final class UnderWay {
    private final Map<LanePartition, Integer> counts = new HashMap<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private int total;

    private record Waiting(Set<LanePartition> partitions, CompletableFuture<Void> none) {}

    synchronized void begun(LanePartition partition) {
        counts.merge(partition, 1, Integer::sum);
        total++;
    }

    synchronized void ended(LanePartition partition) {
        total--;
        counts.computeIfPresent(partition, (same, count) -> count == 1 ? null : count - 1);
        waiting.removeIf(this::completeIfNone);
    }

    /** How many there are, of all partitions together. */
    synchronized int count() {
        return total;
    }

    /** Completes when none of these partitions has any; on the thread that ends the last. */
    synchronized CompletionStage<Void> whenNone(Set<LanePartition> partitions) {
        Waiting one = new Waiting(partitions, new CompletableFuture<>());
        if (!completeIfNone(one)) {
            waiting.add(one);
        }
        return one.none();
    }

    private boolean completeIfNone(Waiting one) {
        return one.partitions().stream().noneMatch(counts::containsKey)
                && one.none().complete(null);
    }
}

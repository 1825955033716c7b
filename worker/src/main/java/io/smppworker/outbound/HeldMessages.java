package io.smppworker.outbound;

import io.smppworker.message.LanePartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Every message that this worker is responsible for, by the partition it came from. Dispatcher's thread only. */
final class HeldMessages {
    private final Map<LanePartition, Set<OutboundMessage>> byPartition = new HashMap<>();
    private final List<Emptying> emptying = new ArrayList<>();

    /** Partitions of which nothing should be left. */
    private record Emptying(Set<LanePartition> partitions, CompletableFuture<Void> empty) {}

    void add(OutboundMessage message) {
        byPartition
                .computeIfAbsent(message.partition(), partition -> new LinkedHashSet<>())
                .add(message);
    }

    boolean contains(OutboundMessage message) {
        return byPartition.getOrDefault(message.partition(), Set.of()).contains(message);
    }

    void remove(OutboundMessage message) {
        Set<OutboundMessage> siblings = byPartition.get(message.partition());
        if (siblings != null && siblings.remove(message) && siblings.isEmpty()) {
            byPartition.remove(message.partition());
            emptying.removeIf(this::completeIfEmpty);
        }
    }

    boolean isEmpty() {
        return byPartition.isEmpty();
    }

    /** A copy: they may be removed meanwhile. */
    List<OutboundMessage> all() {
        return of(byPartition.keySet());
    }

    List<OutboundMessage> of(Set<LanePartition> partitions) {
        return partitions.stream()
                .flatMap(partition -> byPartition.getOrDefault(partition, Set.of()).stream())
                .toList();
    }

    /** Completes when no message of these partitions is held any more. */
    CompletionStage<Void> whenEmpty(Set<LanePartition> partitions) {
        Emptying waiting = new Emptying(Set.copyOf(partitions), new CompletableFuture<>());
        if (!completeIfEmpty(waiting)) {
            emptying.add(waiting);
        }
        return waiting.empty();
    }

    private boolean completeIfEmpty(Emptying waiting) {
        return waiting.partitions().stream().noneMatch(byPartition::containsKey)
                && waiting.empty().complete(null);
    }
}

package io.smppworker.outbound;

import io.smppworker.message.Lane;
import io.smppworker.message.LanePartition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Every message that this worker is responsible for, by the partition it came from. Dispatcher's thread only, but for
 * {@link #expect}, {@link #inFlight} and {@link #oldest}, which any thread may call.
 */
final class InFlightMessages {
    /** Gone through in the order of insertion: that of hash codes is another one in every JVM, as an enum's are. */
    private final Map<LanePartition, Set<OutboundMessage>> byPartition = new LinkedHashMap<>();

    private final List<Emptying> emptying = new ArrayList<>();
    private final Map<Lane, Integer> inFlight = new ConcurrentHashMap<>();
    private final Map<Lane, Oldest> oldest = new ConcurrentHashMap<>();

    /** Partitions whose last messages are waited for. */
    private record Emptying(Set<LanePartition> partitions, CompletableFuture<Void> empty) {}

    /** A message of this lane is on its way to {@link #add}. */
    void expect(Lane lane) {
        inFlight.merge(lane, 1, Integer::sum);
    }

    void add(OutboundMessage message) {
        byPartition
                .computeIfAbsent(message.partition(), partition -> new LinkedHashSet<>())
                .add(message);
    }

    boolean contains(OutboundMessage message) {
        return byPartition.getOrDefault(message.partition(), Set.of()).contains(message);
    }

    /** The message has ended, or is no longer this worker's. */
    void remove(OutboundMessage message) {
        Set<OutboundMessage> siblings = byPartition.get(message.partition());
        if (siblings == null || !siblings.remove(message)) {
            return;
        }
        if (inFlight.merge(message.lane(), -1, Integer::sum) == 0) {
            oldest.remove(message.lane());
        }
        if (siblings.isEmpty()) {
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

    /** Messages of a lane taken and not finished. */
    int inFlight(Lane lane) {
        return inFlight.getOrDefault(lane, 0);
    }

    /** The oldest of a lane when {@link #noteOldest} last looked; null when there was none, or is none now. */
    @Nullable
    Oldest oldest(Lane lane) {
        return oldest.get(lane);
    }

    void noteOldest() {
        Map<Lane, OutboundMessage> found = new EnumMap<>(Lane.class);
        for (Set<OutboundMessage> messages : byPartition.values()) {
            for (OutboundMessage message : messages) {
                found.merge(message.lane(), message, (a, b) -> a.takenNanos() <= b.takenNanos() ? a : b);
            }
        }
        oldest.keySet().retainAll(found.keySet());
        found.forEach((lane, message) ->
                oldest.put(lane, new Oldest(message.source(), message.takenNanos(), message.waitsFor())));
    }
}

package io.smppworker.simulation;

import io.smppworker.simulation.Submitted.Cut;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** How often something became of each segment of each request, in each way in which the request was cut. */
final class SegmentCounts {
    private static final Comparator<Map.Entry<Cut, Map<Integer, Integer>>> WHOLE_ONES_AND_LONG_ONES_LAST =
            Comparator.<Map.Entry<Cut, Map<Integer, Integer>>>comparingInt(
                            cut -> cut.getValue().size() - cut.getKey().segments())
                    .thenComparingInt(cut -> cut.getValue().size());

    private final Map<Integer, Map<Cut, Map<Integer, Integer>>> byNumber = new HashMap<>();

    /**
     * One request's.
     *
     * @param segments of the message
     * @param times segment → how often, for those of which it did
     */
    record Count(int segments, Map<Integer, Integer> times) {}

    void add(Submitted submitted) {
        byNumber.computeIfAbsent(submitted.number(), first -> new LinkedHashMap<>())
                .computeIfAbsent(submitted.cut(), first -> new TreeMap<>())
                .merge(submitted.segment(), 1, Integer::sum);
    }

    /**
     * As the request was cut where fewest of its segments are missing: any segment of another cut shows some of the same text
     * again, and counts as a repeat of the first one.
     */
    Count of(SimulatedTraffic.Request request) {
        Map<Cut, Map<Integer, Integer>> cuts = byNumber.getOrDefault(request.number(), Map.of());
        return cuts.entrySet().stream()
                .max(WHOLE_ONES_AND_LONG_ONES_LAST)
                .map(most -> {
                    TreeMap<Integer, Integer> times = new TreeMap<>(most.getValue());
                    cuts.forEach((cut, others) -> {
                        if (!cut.equals(most.getKey())) {
                            others.values().forEach(again -> times.merge(times.firstKey(), again, Integer::sum));
                        }
                    });
                    return new Count(most.getKey().segments(), times);
                })
                .orElse(new Count(request.segments(), Map.of()));
    }
}

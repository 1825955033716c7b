package io.smppworker.sandbox.provider;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How hard one server was used.
 *
 * @param greatestBinds most sessions bound at any instant
 * @param submits submit_sm that arrived, the refused ones too
 * @param greatestSubmitsInAnySecond most of them in any half-open second
 */
public record ServerLoad(int greatestBinds, int submits, int greatestSubmitsInAnySecond) {

    /**
     * Of each server, in their order.
     *
     * @param sessions of all servers
     * @param submits at all servers, in any order
     * @param endNanos session → from when on neither its bind nor its submit_sm count; those that always do are absent
     */
    public static Map<String, ServerLoad> perServer(
            List<ServerEndpoint> servers,
            Collection<SessionInfo> sessions,
            Collection<SubmitRow> submits,
            Map<Integer, Long> endNanos) {
        Map<Integer, String> serverOf = new HashMap<>();
        sessions.forEach(session -> serverOf.put(session.id(), session.server()));
        Map<String, List<Long>> arrivals = submits.stream()
                .filter(row -> row.nanos() < endNanos.getOrDefault(row.session(), Long.MAX_VALUE))
                .collect(Collectors.groupingBy(
                        row -> serverOf.getOrDefault(row.session(), ""),
                        Collectors.mapping(SubmitRow::nanos, Collectors.toList())));
        Map<String, ServerLoad> loads = new LinkedHashMap<>();
        for (ServerEndpoint server : servers) {
            List<SessionInfo> own = sessions.stream()
                    .filter(session -> session.server().equals(server.name()))
                    .toList();
            long[] times = arrivals.getOrDefault(server.name(), List.of()).stream()
                    .mapToLong(nanos -> nanos)
                    .sorted()
                    .toArray();
            loads.put(
                    server.name(),
                    new ServerLoad(greatestBinds(own, endNanos), times.length, SlidingSecond.greatest(times)));
        }
        return loads;
    }

    private static int greatestBinds(List<SessionInfo> sessions, Map<Integer, Long> endNanos) {
        TreeMap<Long, Integer> changes = new TreeMap<>();
        for (SessionInfo session : sessions) {
            Long bound = session.boundNanos();
            if (bound != null) {
                long ends = Math.min(session.endNanos(), endNanos.getOrDefault(session.id(), Long.MAX_VALUE));
                changes.merge(bound, 1, Integer::sum);
                changes.merge(Math.max(ends, bound), -1, Integer::sum);
            }
        }
        int now = 0;
        int greatest = 0;
        for (int change : changes.values()) {
            now += change;
            greatest = Math.max(greatest, now);
        }
        return greatest;
    }
}

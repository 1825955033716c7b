package io.smppworker.sandbox.demo;

import io.smppworker.sandbox.provider.Direction;
import io.smppworker.sandbox.provider.LogEntry;
import io.smppworker.sandbox.provider.Note;
import io.smppworker.sandbox.provider.PduLog;
import io.smppworker.sandbox.provider.ServerEndpoint;
import io.smppworker.sandbox.referee.Limits;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the provider saw.
 *
 * @param accepted messageId → segment → how often it was taken
 * @param lastArrivalNanos messageId → when its last submit_sm arrived, {@link System#nanoTime}
 * @param submitRatePerSecond over all servers, of the middle 80 % of the submit_sm: without ramp-up and tail
 */
record WireSeen(
        Map<String, Map<Integer, Integer>> accepted,
        Map<String, Long> lastArrivalNanos,
        Limits limits,
        double submitRatePerSecond,
        long duplicateSubmits) {

    static WireSeen of(PduLog log, List<ServerEndpoint> servers) {
        Map<String, Long> lastArrivals = new HashMap<>();
        log.entries(entry -> entry.direction() == Direction.IN).forEach(entry -> note(lastArrivals, entry));
        return new WireSeen(
                log.acceptedPerMessage(),
                lastArrivals,
                Limits.of(log, servers),
                middleRate(log.arrivals(null, Long.MIN_VALUE, Long.MAX_VALUE)),
                log.duplicateAcceptances());
    }

    /** Events per second between the first and the last tenth of them; 0 when they are too few to tell. */
    static double middleRate(long[] unsortedNanos) {
        long[] nanos = unsortedNanos.clone();
        Arrays.sort(nanos);
        int tenth = nanos.length / 10;
        int first = tenth;
        int last = nanos.length - 1 - tenth;
        return last <= first || nanos[last] == nanos[first] ? 0 : (last - first) * 1e9 / (nanos[last] - nanos[first]);
    }

    private static void note(Map<String, Long> lastArrivals, LogEntry entry) {
        if (entry.note() instanceof Note.Submit submit) {
            lastArrivals.merge(submit.messageRef(), entry.nanos(), Math::max);
        }
    }
}

package io.smppworker.sandbox.provider;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The log's answers in one piece, over the arrivals from {@code fromNanos} to {@code toNanos} where a time matters.
 *
 * @param nowNanos the provider's monotonic clock, for later questions with from and to
 * @param messagesArrived different messageRefs
 * @param messagesAccepted different messageRefs of which at least one segment was taken
 * @param submitRatePerSecond arrivals over all servers from the first to the last of them
 * @param firstArrivalNanos 0 when there is none
 * @param greatestOutstanding over all sessions
 * @param servers by name
 */
@RecordBuilder
public record LogSummary(
        long nowNanos,
        SubmitCounts submits,
        int messagesArrived,
        int messagesAccepted,
        long duplicateAcceptances,
        double submitRatePerSecond,
        long firstArrivalNanos,
        long lastArrivalNanos,
        int greatestOutstanding,
        Map<Integer, Integer> refusedBinds,
        DeliverCounts receipts,
        DeliverCounts mobileOriginated,
        Map<String, Server> servers,
        List<SessionInfo> sessionsNow,
        List<WireViolation> violations) {
    /**
     * One server's answers.
     *
     * @param greatestStallNanos see {@link PduLog#greatestStallNanos}
     */
    public record Server(
            int bindsNow,
            int greatestBinds,
            int submitsArrived,
            int greatestSubmitsInAnySecond,
            long greatestStallNanos) {}

    /** Asks the log everything; takes time in proportion to its length. */
    public static LogSummary of(PduLog log, List<ServerEndpoint> endpoints, long fromNanos, long toNanos) {
        Map<String, Server> servers = new LinkedHashMap<>();
        for (ServerEndpoint endpoint : endpoints) {
            String name = endpoint.name();
            servers.put(
                    name,
                    new Server(
                            log.bindsNow(name),
                            log.greatestBinds(name),
                            log.arrivals(name, fromNanos, toNanos).length,
                            log.greatestSubmitsInAnySecond(name, fromNanos, toNanos),
                            log.greatestStallNanos(name)));
        }
        long[] arrivals = log.arrivals(null, fromNanos, toNanos);
        long first = Arrays.stream(arrivals).min().orElse(0);
        long last = Arrays.stream(arrivals).max().orElse(0);
        return LogSummaryBuilder.builder()
                .nowNanos(System.nanoTime())
                .submits(log.submits())
                .messagesArrived(log.arrivalsPerMessage().size())
                .messagesAccepted(log.acceptedPerMessage().size())
                .duplicateAcceptances(log.duplicateAcceptances())
                .submitRatePerSecond(last == first ? 0 : (arrivals.length - 1) * 1e9 / (last - first))
                .firstArrivalNanos(first)
                .lastArrivalNanos(last)
                .greatestOutstanding(log.greatestOutstanding().values().stream()
                        .mapToInt(outstanding -> outstanding)
                        .max()
                        .orElse(0))
                .refusedBinds(log.refusedBinds())
                .receipts(log.receipts())
                .mobileOriginated(log.mobileOriginated())
                .servers(servers)
                .sessionsNow(log.sessionsNow())
                .violations(log.violations())
                .build();
    }
}

package io.smppworker.sandbox.provider;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
    static LogSummary of(PduLog log, List<ServerEndpoint> endpoints, long fromNanos, long toNanos) {
        List<SubmitRow> submits = log.submitRows().toList();
        List<SubmitRow> within = submits.stream()
                .filter(row -> fromNanos <= row.nanos() && row.nanos() <= toNanos)
                .toList();
        Collection<MessageSubmits> messages = MessageSubmits.perMessage(submits).values();
        long first = within.stream().mapToLong(SubmitRow::nanos).min().orElse(0);
        long last = within.stream().mapToLong(SubmitRow::nanos).max().orElse(0);
        return LogSummaryBuilder.builder()
                .nowNanos(System.nanoTime())
                .submits(log.submits())
                .messagesArrived(messages.size())
                .messagesAccepted((int) messages.stream()
                        .filter(message -> !message.accepted().isEmpty())
                        .count())
                .duplicateAcceptances(
                        messages.stream().mapToLong(MessageSubmits::duplicates).sum())
                .submitRatePerSecond(last == first ? 0 : (within.size() - 1) * 1e9 / (last - first))
                .firstArrivalNanos(first)
                .lastArrivalNanos(last)
                .greatestOutstanding(log.sessions().stream()
                        .mapToInt(SessionInfo::greatestOutstanding)
                        .max()
                        .orElse(0))
                .refusedBinds(log.refusedBinds().stream()
                        .collect(Collectors.groupingBy(
                                RefusedBind::commandStatus, TreeMap::new, Collectors.summingInt(each -> 1))))
                .receipts(log.receipts())
                .mobileOriginated(log.mobileOriginated())
                .servers(servers(log, endpoints, within))
                .sessionsNow(log.sessionsNow())
                .violations(log.violations())
                .build();
    }

    private static Map<String, Server> servers(PduLog log, List<ServerEndpoint> endpoints, List<SubmitRow> submits) {
        Map<String, Server> servers = new LinkedHashMap<>();
        ServerLoad.perServer(endpoints, log.sessions(), submits, Map.of())
                .forEach((name, load) -> servers.put(
                        name,
                        new Server(
                                log.bindsNow(name),
                                load.greatestBinds(),
                                load.submits(),
                                load.greatestSubmitsInAnySecond(),
                                log.greatestStallNanos(name))));
        return servers;
    }
}

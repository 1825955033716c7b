package io.smppworker.sandbox.provider;

import com.cloudhopper.smpp.SmppConstants;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every PDU the provider received or sent, and what follows from them. Answers are computed from the entries when asked
 * and may be asked from any thread while PDUs keep coming. Times are {@link System#nanoTime} of the provider's process;
 * an arrival is the instant a submit_sm is decoded, and every submit_sm that arrives counts, the refused ones too.
 */
final class PduLog {
    private final EntryStore entries = new EntryStore();
    private final SubmitTally submits = new SubmitTally(entries);
    private final Map<Integer, SessionInfo> sessions = new ConcurrentSkipListMap<>();
    private final List<BindEvent> bindEvents = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<WireViolation> violations = new ConcurrentLinkedQueue<>();
    private final DeliverTotals receipts = new DeliverTotals();
    private final DeliverTotals mobileOriginated = new DeliverTotals();
    private final Map<String, Long> greatestStallNanos = new ConcurrentHashMap<>();
    private final long anchorNanos = System.nanoTime();
    private final Instant anchorWall = Instant.now();

    /** What became of every submit_sm so far. */
    SubmitCounts submits() {
        return submits.counts();
    }

    int bindsNow(String server) {
        return (int) sessionsNow().stream()
                .filter(session -> session.server().equals(server))
                .count();
    }

    /** Every bind begun and ended, in order for each server. */
    List<BindEvent> bindHistory() {
        return List.copyOf(bindEvents);
    }

    /** Every bind_*_resp with an error, such as ESME_RALYBND, in order. */
    List<RefusedBind> refusedBinds() {
        return entries(entry ->
                        entry.direction() == Direction.OUT && entry.commandStatus() != 0 && isBindResponse(entry))
                .map(entry -> new RefusedBind(
                        entry.nanos(), session(entry.session()).server(), entry.session(), entry.commandStatus()))
                .toList();
    }

    /** Every submit_sm that arrived, in order. */
    Stream<SubmitRow> submitRows() {
        return IntStream.range(0, entries.size())
                .filter(i -> entries.note(i) instanceof Note.Submit)
                .mapToObj(i -> SubmitRow.of(entries.entry(i)));
    }

    /** Every receipt that was sent at least once, in the order of the first attempts. */
    Stream<ReceiptRow> receiptRows() {
        Map<Long, ReceiptRow> rows = new LinkedHashMap<>();
        int size = entries.size();
        for (int i = 0; i < size; i++) {
            if (entries.note(i) instanceof Note.Deliver deliver && deliver.receipt()) {
                rows.merge(
                        deliver.delivery(),
                        new ReceiptRow(deliver.messageId(), 1, false),
                        (before, again) -> before.sentAgain());
            } else if (isDeliveryAnswer(i)
                    && entries.status(i) == SmppConstants.STATUS_OK
                    && entries.answers(i) >= 0
                    && entries.note(entries.answers(i)) instanceof Note.Deliver deliver) {
                rows.computeIfPresent(deliver.delivery(), (number, row) -> row.withAcknowledgement());
            }
        }
        return rows.values().stream();
    }

    /** Sessions that are bound. */
    List<SessionInfo> sessionsNow() {
        return sessions.values().stream().filter(SessionInfo::bound).toList();
    }

    /** Every session there ever was, in the order in which they connected. */
    List<SessionInfo> sessions() {
        return List.copyOf(sessions.values());
    }

    List<WireViolation> violations() {
        return List.copyOf(violations);
    }

    DeliverCounts receipts() {
        return receipts.counts();
    }

    DeliverCounts mobileOriginated() {
        return mobileOriginated.counts();
    }

    /** Every deliver_sm sent, in order: over which session, and for a receipt which session had submitted. */
    List<DeliveryTrace> deliveries() {
        Map<Integer, Integer> answerOf = new HashMap<>();
        List<Integer> sent = new ArrayList<>();
        int size = entries.size();
        for (int i = 0; i < size; i++) {
            if (entries.note(i) instanceof Note.Deliver) {
                sent.add(i);
            } else if (isDeliveryAnswer(i)) {
                answerOf.put(entries.answers(i), i);
            }
        }
        return sent.stream().map(i -> trace(i, answerOf.get(i))).toList();
    }

    /**
     * The measurement's own error: the longest that a server's event loop came late to a beat of 10 ms, in nanoseconds. Up
     * to that much may the time of an arrival be behind the truth.
     */
    long greatestStallNanos(String server) {
        return greatestStallNanos.getOrDefault(server, 0L);
    }

    Stream<LogEntry> entries() {
        return IntStream.range(0, entries.size()).mapToObj(entries::entry);
    }

    Stream<LogEntry> entries(Predicate<LogEntry> which) {
        return entries().filter(which);
    }

    /** The wall-clock time of an entry's {@code nanos}. */
    Instant wall(long nanos) {
        return anchorWall.plusNanos(nanos - anchorNanos);
    }

    int append(
            long nanos,
            int session,
            Direction direction,
            int command,
            int sequence,
            int status,
            int answers,
            @Nullable Note note) {
        return entries.append(nanos, session, direction, command, sequence, status, answers, note);
    }

    void session(SessionInfo session) {
        sessions.put(session.id(), session);
    }

    void bind(BindEvent event) {
        bindEvents.add(event);
    }

    void stalled(String server, long lateNanos) {
        if (lateNanos > greatestStallNanos(server)) {
            greatestStallNanos.put(server, lateNanos);
        }
    }

    void violation(WireViolation violation) {
        violations.add(violation);
    }

    DeliverTotals totals(boolean receipt) {
        return receipt ? receipts : mobileOriginated;
    }

    private DeliveryTrace trace(int index, @Nullable Integer answer) {
        LogEntry entry = entries.entry(index);
        if (!(entry.note() instanceof Note.Deliver deliver)) {
            throw new IllegalArgumentException("not a deliver_sm: " + index);
        }
        Note.Submit submit =
                deliver.submitEntry() >= 0 && entries.note(deliver.submitEntry()) instanceof Note.Submit s ? s : null;
        return new DeliveryTrace(
                deliver.delivery(),
                deliver.receipt(),
                deliver.messageId(),
                submit == null ? null : submit.messageRef(),
                submit == null ? null : session(entries.session(deliver.submitEntry())),
                session(entry.session()),
                deliver.attempt(),
                entry.nanos(),
                answer == null ? null : entries.status(answer),
                answer == null ? null : entries.nanos(answer));
    }

    private SessionInfo session(int id) {
        SessionInfo session = sessions.get(id);
        if (session == null) {
            throw new IllegalArgumentException("no session " + id);
        }
        return session;
    }

    /** Whether it is the response to a deliver_sm, or to a data_sm that stands for one. */
    static boolean answersDelivery(int commandId) {
        return commandId == SmppConstants.CMD_ID_DELIVER_SM_RESP || commandId == SmppConstants.CMD_ID_DATA_SM_RESP;
    }

    private boolean isDeliveryAnswer(int index) {
        return entries.is(index, Direction.IN, SmppConstants.CMD_ID_DELIVER_SM_RESP)
                || entries.is(index, Direction.IN, SmppConstants.CMD_ID_DATA_SM_RESP);
    }

    private static boolean isBindResponse(LogEntry entry) {
        return switch (entry.commandId()) {
            case SmppConstants.CMD_ID_BIND_TRANSMITTER_RESP,
                    SmppConstants.CMD_ID_BIND_RECEIVER_RESP,
                    SmppConstants.CMD_ID_BIND_TRANSCEIVER_RESP -> true;
            default -> false;
        };
    }
}

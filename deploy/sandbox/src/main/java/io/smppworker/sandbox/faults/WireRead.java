package io.smppworker.sandbox.faults;

import io.smppworker.sandbox.provider.Note;
import io.smppworker.sandbox.provider.ProviderClient;
import io.smppworker.sandbox.provider.ReceiptRow;
import io.smppworker.sandbox.provider.RefusedBind;
import io.smppworker.sandbox.provider.SessionInfo;
import io.smppworker.sandbox.provider.SubmitRow;
import io.smppworker.sandbox.provider.WireViolation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the provider saw. Times are its monotonic clock.
 *
 * @param clockAheadNanos the provider's clock less this process's
 * @param messages by messageId
 * @param owners messageId by SMSC id
 * @param submits every submit_sm, in order
 */
record WireRead(
        long clockAheadNanos,
        Map<String, Message> messages,
        Map<String, String> owners,
        List<Arrival> submits,
        List<ReceiptRow> receipts,
        Map<Integer, SessionInfo> sessions,
        List<RefusedBind> refusedBinds,
        List<WireViolation> violations) {

    /**
     * The submit_sm of one message.
     *
     * @param accepted segment → how often it was taken
     * @param unrefused segment → how often it was taken, or swallowed so that its sender cannot know that it was not
     */
    record Message(Map<Integer, Integer> accepted, Map<Integer, Integer> unrefused) {
        static final Message NEVER_ARRIVED = new Message(Map.of(), Map.of());
    }

    /** One submit_sm: {@code verdict} as in {@link SubmitRow}. */
    record Arrival(long nanos, int session, int verdict) {}

    static WireRead of(ProviderClient provider, long clockAheadNanos) {
        Map<String, Message> messages = new HashMap<>();
        Map<String, String> owners = new HashMap<>();
        List<Arrival> submits = new ArrayList<>();
        provider.submitRows(row -> {
            submits.add(new Arrival(row.nanos(), row.session(), row.verdict()));
            Message message =
                    messages.computeIfAbsent(row.messageRef(), ref -> new Message(new TreeMap<>(), new TreeMap<>()));
            if (row.accepted()) {
                message.accepted().merge(row.segment(), 1, Integer::sum);
                owners.put(row.messageId(), row.messageRef());
            }
            if (row.accepted() || row.verdict() == Note.Submit.LOST) {
                message.unrefused().merge(row.segment(), 1, Integer::sum);
            }
        });
        List<ReceiptRow> receipts = new ArrayList<>();
        provider.receiptRows(receipts::add);
        Map<Integer, SessionInfo> sessions = new HashMap<>();
        provider.sessions().forEach(session -> sessions.put(session.id(), session));
        return new WireRead(
                clockAheadNanos,
                messages,
                owners,
                submits,
                receipts,
                sessions,
                provider.refusedBinds(),
                provider.summary().violations());
    }
}

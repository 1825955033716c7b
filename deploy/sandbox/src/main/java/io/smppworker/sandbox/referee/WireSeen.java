package io.smppworker.sandbox.referee;

import io.smppworker.sandbox.provider.MessageSubmits;
import io.smppworker.sandbox.provider.ReceiptRow;
import io.smppworker.sandbox.provider.RefusedBind;
import io.smppworker.sandbox.provider.ServerEndpoint;
import io.smppworker.sandbox.provider.SessionInfo;
import io.smppworker.sandbox.provider.SimulatedProvider;
import io.smppworker.sandbox.provider.SubmitRow;
import io.smppworker.sandbox.provider.WireViolation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a provider saw, read once, so that all that is judged is judged by the same. Times are nanoseconds of the provider's
 * monotonic clock.
 *
 * @param clockAheadNanos the provider's clock less this process's
 * @param servers in order
 * @param submits every submit_sm, in order
 * @param receipts every receipt sent
 * @param sessions by their ids
 */
public record WireSeen(
        long clockAheadNanos,
        List<ServerEndpoint> servers,
        List<SubmitRow> submits,
        List<ReceiptRow> receipts,
        Map<Integer, SessionInfo> sessions,
        List<RefusedBind> refusedBinds,
        List<WireViolation> violations) {

    /** All of it, up to now. */
    public static WireSeen of(SimulatedProvider provider) {
        List<SubmitRow> submits = provider.submitRows();
        List<ReceiptRow> receipts = provider.receiptRows();
        Map<Integer, SessionInfo> sessions = new HashMap<>();
        provider.sessions().forEach(session -> sessions.put(session.id(), session));
        return new WireSeen(
                provider.clockAheadNanos(),
                provider.servers(),
                submits,
                receipts,
                sessions,
                provider.refusedBinds(),
                provider.summary().violations());
    }

    /** What became of the submit_sm of each message, by messageRef. */
    public Map<String, MessageSubmits> messages() {
        return MessageSubmits.perMessage(submits);
    }

    /** Times that segments of any message were taken beyond the first. */
    public long duplicates() {
        return messages().values().stream()
                .mapToLong(MessageSubmits::duplicates)
                .sum();
    }
}

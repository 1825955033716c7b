package io.smppworker.sandbox.provider;

import java.util.List;
import java.util.Map;

/**
 * A simulated provider as its users see it, in this process ({@link Provider}) or in another one ({@link ProviderProcess}):
 * what it saw, and the commands it takes. Times are nanoseconds of its monotonic clock, see {@link #clockAheadNanos}. An
 * answer is as of when it was asked for. Thread-safe.
 *
 * <p>A command for a server that does not exist throws IllegalArgumentException.
 */
public interface SimulatedProvider {
    /** Where the servers listen, in the order of the configuration. */
    List<ServerEndpoint> servers();

    /** Totals that are cheap enough to be asked every second. */
    LogCounts counts();

    /** All totals, and what the limits were used to; takes time in proportion to all that was seen. */
    LogSummary summary();

    /** Every session there ever was, in the order in which they connected. */
    List<SessionInfo> sessions();

    /** Every bind that was refused, in order. */
    List<RefusedBind> refusedBinds();

    /** Every submit_sm that arrived, in order. */
    List<SubmitRow> submitRows();

    /** Every receipt that was sent at least once, in the order of the first attempts. */
    List<ReceiptRow> receiptRows();

    /** Every deliver_sm sent, in order: over which session, and for a receipt which session had submitted. */
    List<DeliveryTrace> deliveries();

    /** Its clock less {@link System#nanoTime} of this process: 0 in this one, else as well as it can be measured. */
    long clockAheadNanos();

    /** What became of the submit_sm of each message, by messageRef, see {@link SubmitRow}. */
    default Map<String, MessageSubmits> messages() {
        return MessageSubmits.perMessage(submitRows());
    }

    /** When the submit_sm from {@code fromNanos} to {@code toNanos} arrived, whatever the server, ascending. */
    default long[] arrivals(long fromNanos, long toNanos) {
        return submitRows().stream()
                .mapToLong(SubmitRow::nanos)
                .filter(nanos -> fromNanos <= nanos && nanos <= toNanos)
                .sorted()
                .toArray();
    }

    /**
     * Sets switches of one server; the others stay as they are.
     *
     * @param switches names and values as in the JSON of a {@link FaultOrder}
     * @throws IllegalArgumentException when there is no such switch, or it cannot be set to that
     */
    void order(String server, Map<String, ?> switches);

    /** Closes the server's listeners and sessions; returns when that is done. */
    void stopServer(String server);

    /** Listens again, on the ports it had; of no effect when it does. */
    void startServer(String server);

    /**
     * Sends a deliver_sm, over a random session like the others, again until it is acknowledged.
     *
     * @throws IllegalArgumentException when it cannot be made
     */
    void inject(MoOrder order);

    /** Sends a message from a handset, of one part; see {@link MoOrder#text}. */
    default void injectMo(String from, String to, String text) {
        inject(new MoOrder(from, to, text, 0, 0, null, null));
    }
}

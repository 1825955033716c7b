package io.smppworker.streams;

import java.util.Set;

/**
 * The correlator's group and its transactions as the brokers know them. Every call may block for
 * {@link KafkaTransactions#BOUND}.
 */
public interface GroupTransactions extends AutoCloseable {
    /**
     * Transactions.
     *
     * @param ids the transactional ids of the stream threads with an open transaction
     * @param complete whether every broker has answered
     */
    record Open(Set<String> ids, boolean complete) {}

    /**
     * A request failed.
     *
     * <p>{@link #forGood} when a retry is useless: the broker does not know the request, or does not permit it to this
     * user.
     */
    final class Unanswered extends Exception {
        private static final long serialVersionUID = 1L;
        private final boolean forGood;

        Unanswered(String message, Throwable cause, boolean forGood) {
            super(message, cause);
            this.forGood = forGood;
        }

        boolean forGood() {
            return forGood;
        }
    }

    Open open() throws Unanswered, InterruptedException;

    /** The client ids of the group's members. */
    Set<String> members() throws Unanswered, InterruptedException;

    /** Aborts the open transactions of these ids, and fences any producer that still uses them until it starts anew. */
    void end(Set<String> ids) throws Unanswered, InterruptedException;

    @Override
    void close();
}

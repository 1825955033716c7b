package io.smppworker.correlate;

import java.util.Set;

/** The correlator's group and its transactions as the brokers know them. Every call may block for {@link KafkaTransactions#BOUND}. */
interface GroupTransactions extends AutoCloseable {
    /**
     * Transactions.
     *
     * @param ids the transactional ids of the stream threads whose transaction is open
     * @param complete whether every broker has answered
     */
    record Open(Set<String> ids, boolean complete) {}

    /**
     * What did not work.
     *
     * <p>{@link #forGood} when there is no use in asking again: the broker does not know the request, or does not let this
     * user ask.
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

    /** Aborts what is open under these ids, and shuts out whoever still uses them until it starts anew. */
    void end(Set<String> ids) throws Unanswered, InterruptedException;

    @Override
    void close();
}

package io.smppworker.streams;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the transactions that lost members of the group have left open. Until such a transaction has ended, no
 * read_committed consumer gets past it, and a broker with its defaults ends it only 10 to 20 seconds after it began. The
 * open transactions are listed first and the members after that; a thread has a transaction only while it is a member, so
 * one that belongs to no member was left open. Should its thread live after all, having been paused or cut off for longer
 * than its session, the group has already removed it: it is fenced, drops its tasks and rejoins, without an error (Kafka
 * Streams' TaskMigratedException). Thread-safe; its checks run on the scheduler.
 */
public final class LostMembers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LostMembers.class);

    private final String applicationId;
    private final Supplier<GroupTransactions> connection;
    private final ScheduledExecutorService scheduler;
    private final LongSupplier ticker;
    private final FailoverChecks checks = new FailoverChecks();

    /** Null while it is not needed. */
    private @Nullable GroupTransactions connected;

    /**
     * Of one application.
     *
     * @param connection opened for as long as it is needed
     * @param scheduler one thread
     * @param ticker nanoseconds
     */
    public LostMembers(
            String applicationId,
            Supplier<GroupTransactions> connection,
            ScheduledExecutorService scheduler,
            LongSupplier ticker) {
        this.applicationId = applicationId;
        this.connection = connection;
        this.scheduler = scheduler;
        this.ticker = ticker;
    }

    /** This instance's tasks are being reassigned or, when settled, have been. Returns at once. */
    void groupChanged(boolean settled) {
        boolean first;
        synchronized (checks) {
            first = checks.groupChanged(settled, ticker.getAsLong());
        }
        if (first) {
            scheduler.execute(this::check);
        }
    }

    /**
     * Ends transactions that an earlier run of this process left open under ids that are to be reused. To be called before
     * they are, on the scheduler; if it fails, Kafka Streams does the same with the first task it is assigned.
     */
    void endEarlierLife(Set<String> transactionalIds) {
        try {
            connected().end(transactionalIds);
        } catch (GroupTransactions.Unanswered unanswered) {
            LOG.debug("transactions of an earlier life are left to Kafka Streams", unanswered);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether one of these ids belongs to a current member of the group; false when the broker does not answer. */
    boolean isMember(Set<String> transactionalIds) {
        try {
            return connected().members().stream()
                    .flatMap(member -> MemberName.transactionalId(member, applicationId).stream())
                    .anyMatch(transactionalIds::contains);
        } catch (GroupTransactions.Unanswered unanswered) {
            LOG.debug("members", unanswered);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void check() {
        synchronized (checks) {
            checks.begin();
        }
        FailoverChecks.Outcome outcome = look();
        boolean again;
        synchronized (checks) {
            again = checks.ended(outcome, ticker.getAsLong());
        }
        if (again) {
            var unused = scheduler.schedule(this::check, FailoverChecks.INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            close();
        }
    }

    private FailoverChecks.Outcome look() {
        try {
            GroupTransactions transactions = connected();
            GroupTransactions.Open open = transactions.open();
            Set<String> left = open.ids().isEmpty() ? Set.of() : without(open.ids(), transactions.members());
            if (!left.isEmpty()) {
                transactions.end(left);
                LOG.info("transactions that a lost worker had left open are ended: {}", left.size());
                return FailoverChecks.Outcome.ENDED;
            }
            return open.complete() ? FailoverChecks.Outcome.NONE_OPEN : FailoverChecks.Outcome.FAILED;
        } catch (GroupTransactions.Unanswered unanswered) {
            if (unanswered.forGood()) {
                LOG.info(
                        "a lost worker's open transactions end by their timeout, receipts may wait for 20 s: {}",
                        unanswered.getMessage());
                return FailoverChecks.Outcome.REFUSED;
            }
            LOG.debug("lost members", unanswered);
            return FailoverChecks.Outcome.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FailoverChecks.Outcome.FAILED;
        } catch (RuntimeException failure) {
            LOG.debug("lost members", failure);
            return FailoverChecks.Outcome.FAILED;
        }
    }

    /** Those that belong to no member; none when a member's transactional id is unknown. */
    private Set<String> without(Set<String> open, Set<String> members) {
        Set<String> left = new HashSet<>(open);
        for (String member : members) {
            Optional<String> itsOwn = MemberName.transactionalId(member, applicationId);
            if (itsOwn.isEmpty()) {
                return Set.of();
            }
            left.remove(itsOwn.get());
        }
        return left;
    }

    private synchronized GroupTransactions connected() {
        GroupTransactions transactions = connected == null ? connection.get() : connected;
        connected = transactions;
        return transactions;
    }

    /** Closes the connection, which is opened anew when it is needed. */
    @Override
    public synchronized void close() {
        if (connected != null) {
            connected.close();
            connected = null;
        }
    }
}

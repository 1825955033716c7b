package io.smppworker.correlate;

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
 * Ends the transactions that lost members of the group have left open. Until such a one has ended no reader of committed
 * records gets past it, and a broker with its defaults ends it only 10 to 20 seconds after it began. What is open is asked
 * for first and who is a member after that; a thread has a transaction only while it is a member, so what belongs to none
 * has been left. Should its thread live after all, having been paused or cut off for longer than its session, it is where
 * the group has put it already: it is fenced, drops its tasks and joins anew, without an error (Kafka Streams'
 * TaskMigratedException). Thread-safe; asks on the scheduler.
 */
final class LostMembers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LostMembers.class);

    private final String applicationId;
    private final Supplier<GroupTransactions> connection;
    private final ScheduledExecutorService scheduler;
    private final LongSupplier ticker;
    private final FailoverChecks checks = new FailoverChecks();

    /** While looks are taken. */
    private @Nullable GroupTransactions connected;

    /**
     * Of one application.
     *
     * @param connection opened for as long as it is needed
     * @param scheduler one thread
     * @param ticker nanoseconds
     */
    LostMembers(
            String applicationId,
            Supplier<GroupTransactions> connection,
            ScheduledExecutorService scheduler,
            LongSupplier ticker) {
        this.applicationId = applicationId;
        this.connection = connection;
        this.scheduler = scheduler;
        this.ticker = ticker;
    }

    /** This instance's part of the work changes, or, when settled, has changed. Returns at once. */
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
     * What an earlier life of this process has left open under ids that are to be used anew. To be called before they are,
     * on the scheduler; if it fails, Kafka Streams does the same with the first task it gets.
     */
    void endEarlierLife(Set<String> transactionalIds) {
        try {
            connected().end(transactionalIds);
        } catch (GroupTransactions.Unanswered unanswered) {
            log.debug("transactions of an earlier life are left to Kafka Streams", unanswered);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the group still counts one of these among its members; false when the broker does not say. */
    boolean isMember(Set<String> transactionalIds) {
        try {
            return connected().members().stream()
                    .flatMap(member -> MemberName.transactionalId(member, applicationId).stream())
                    .anyMatch(transactionalIds::contains);
        } catch (GroupTransactions.Unanswered unanswered) {
            log.debug("members", unanswered);
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
                log.info("transactions that a lost worker had left open are ended: {}", left.size());
                return FailoverChecks.Outcome.ENDED;
            }
            return open.complete() ? FailoverChecks.Outcome.NONE_OPEN : FailoverChecks.Outcome.FAILED;
        } catch (GroupTransactions.Unanswered unanswered) {
            if (unanswered.forGood()) {
                log.info(
                        "a lost worker's open transactions end by their timeout, receipts may wait for 20 s: {}",
                        unanswered.getMessage());
                return FailoverChecks.Outcome.REFUSED;
            }
            log.debug("lost members", unanswered);
            return FailoverChecks.Outcome.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FailoverChecks.Outcome.FAILED;
        } catch (RuntimeException failure) {
            log.debug("lost members", failure);
            return FailoverChecks.Outcome.FAILED;
        }
    }

    /** Those that belong to no member; none when there is a member of which it is not known. */
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

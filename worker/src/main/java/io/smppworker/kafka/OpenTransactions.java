package io.smppworker.kafka;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transactions that hold up partitions, found by looking at the partitions' ends every few seconds. A transaction that is
 * open for a short time is normal; one that is still the same after {@link #REPORTED_AFTER} is reported. One thread looks; any may
 * ask.
 */
public final class OpenTransactions {
    /** Long for a transaction, and short of {@code transaction.timeout.ms}, after which the coordinator aborts it (60 s). */
    static final Duration REPORTED_AFTER = Duration.ofSeconds(10);

    /** As long as the coordinator lets one be by default; some producers' are that long by intent. */
    static final Duration LOGGED_AFTER = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(OpenTransactions.class);

    private final Owners owners;
    private final String bootstrapServers;
    private final LongSupplier ticker;
    private final Clock clock;
    private final Map<TopicPartition, HeldUp> heldUp = new HashMap<>();
    private volatile List<OpenTransaction> reported = List.of();

    /** The owners of the transactions; those that are not known are left out. */
    interface Owners {
        Map<TopicPartition, TransactionOwner> of(Collection<TopicPartition> partitions) throws InterruptedException;
    }

    /** Since when a partition's last stable offset has been the same. */
    private static final class HeldUp {
        final long offset;
        final long sinceNanos;
        final Instant since;
        boolean logged;

        HeldUp(long offset, long sinceNanos, Instant since) {
            this.offset = offset;
            this.sinceNanos = sinceNanos;
            this.since = since;
        }

        boolean isFor(Duration time, long nowNanos) {
            return nowNanos - sinceNanos >= time.toNanos();
        }
    }

    /**
     * With no transactions yet.
     *
     * @param bootstrapServers for the command that is suggested to a person
     * @param ticker nanoseconds
     */
    public OpenTransactions(Admin admin, String bootstrapServers, LongSupplier ticker, Clock clock) {
        this(new TransactionOwners(admin)::of, bootstrapServers, ticker, clock);
    }

    OpenTransactions(Owners owners, String bootstrapServers, LongSupplier ticker, Clock clock) {
        this.owners = owners;
        this.bootstrapServers = bootstrapServers;
        this.ticker = ticker;
        this.clock = clock;
    }

    /**
     * Looks at the partitions' ends.
     *
     * @param watched all others are forgotten
     * @param ends of those of them whose ends are known now
     */
    public void look(Set<TopicPartition> watched, Map<TopicPartition, LogEnds> ends) throws InterruptedException {
        long now = ticker.getAsLong();
        heldUp.keySet().retainAll(watched);
        ends.forEach((partition, end) -> {
            HeldUp before = heldUp.get(partition);
            if (!end.isHeldUp()) {
                ended(partition, heldUp.remove(partition));
            } else if (before == null || before.offset != end.lastStable()) {
                ended(partition, before);
                heldUp.put(partition, new HeldUp(end.lastStable(), now, clock.instant()));
            }
        });
        report(ends, now);
    }

    private void report(Map<TopicPartition, LogEnds> ends, long now) throws InterruptedException {
        List<TopicPartition> lasting = heldUp.entrySet().stream()
                .filter(entry -> ends.containsKey(entry.getKey()))
                .filter(entry -> entry.getValue().isFor(REPORTED_AFTER, now))
                .map(Map.Entry::getKey)
                .toList();
        Map<TopicPartition, TransactionOwner> whose = lasting.isEmpty() ? Map.of() : owners.of(lasting);
        List<OpenTransaction> open = new ArrayList<>();
        for (TopicPartition partition : lasting) {
            HeldUp held = heldUp.get(partition);
            LogEnds end = ends.get(partition);
            if (held != null && end != null) {
                OpenTransaction transaction =
                        OpenTransaction.of(partition, end, held.since, whose.get(partition), bootstrapServers);
                open.add(transaction);
                if (!held.logged && held.isFor(LOGGED_AFTER, now)) {
                    held.logged = true;
                    LOG.warn("{} is {}", partition, transaction.inWords(clock.instant()));
                }
            }
        }
        open.sort(Comparator.comparing(OpenTransaction::since));
        reported = List.copyOf(open);
    }

    private static void ended(TopicPartition partition, @Nullable HeldUp held) {
        if (held != null && held.logged) {
            LOG.info("the transaction that held up {} at offset {} has ended", partition, held.offset);
        }
    }

    /** The transactions that have held up a partition for 10 s or more, as of the last look, the oldest first. */
    public List<OpenTransaction> open() {
        return reported;
    }
}

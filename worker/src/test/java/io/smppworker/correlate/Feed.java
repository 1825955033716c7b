package io.smppworker.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.schemas.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Messages of one segment that are accepted and delivered at once, 50 a second, and when the user had the receipt of each. Times
 * are {@link System#nanoTime}. Thread-safe.
 */
final class Feed implements AutoCloseable {
    private static final int PER_SECOND = 50;
    private static final Duration LATE = Duration.ofSeconds(5);

    private final CorrelatorScene scene;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, Long> fed = new ConcurrentHashMap<>();
    private final Map<String, Final> finals = new ConcurrentHashMap<>();
    private int count;

    /** A final receipt as the user had it. */
    record Final(int partition, long fedNanos, long seenNanos) {
        long seenMillisAfter(long nanos) {
            return TimeUnit.NANOSECONDS.toMillis(seenNanos - nanos);
        }
    }

    Feed(CorrelatorScene scene) {
        this.scene = scene;
        long interval = Duration.ofSeconds(1).toNanos() / PER_SECOND;
        var unused = clock.scheduleAtFixedRate(this::next, 0, interval, TimeUnit.NANOSECONDS);
    }

    private void next() {
        String messageId = "m" + count++;
        fed.put(messageId, System.nanoTime());
        scene.journal(Entries.submitting(messageId, 1), Entries.accepted(messageId, 1, messageId + "-1"));
        scene.deliver(Entries.receipt(messageId + "-1", Receipt.Status.DELIVERED, "DELIVRD"));
    }

    /** Reads what there is to read for a moment. */
    void read() {
        scene.read((receipt, partition) -> {
            Long fedNanos = fed.get(receipt.messageId());
            if (receipt.isFinal() && fedNanos != null) {
                finals.putIfAbsent(receipt.messageId(), new Final(partition, fedNanos, System.nanoTime()));
            }
        });
    }

    /** Reads for so long. */
    void readFor(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            read();
        }
    }

    /** Until receipts come as they should, and have for a while. */
    void awaitFlow() {
        awaitFlow(10 * PER_SECOND);
    }

    /** Until receipts come as they should, and more than so many have. */
    void awaitFlow(int receipts) {
        await().atMost(CorrelatorScene.PATIENCE).until(() -> {
            read();
            return isAnsweredUpTo(System.nanoTime() - LATE.toNanos()) && finals.size() > receipts;
        });
    }

    /** No more messages; until each has its receipt, and has it once. */
    void endAnsweredOnce() {
        clock.shutdown();
        await().atMost(CorrelatorScene.PATIENCE).until(() -> {
            read();
            return isAnsweredUpTo(System.nanoTime());
        });
        assertThat(scene.receiptsSoFar().stream().filter(Receipt::isFinal).map(Receipt::messageId))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(fed.keySet());
    }

    List<Final> finals() {
        return new ArrayList<>(finals.values());
    }

    /** Whether each message fed before then has its final receipt. */
    boolean isAnsweredUpTo(long nanos) {
        return fed.entrySet().stream()
                .filter(entry -> entry.getValue() < nanos)
                .allMatch(entry -> finals.containsKey(entry.getKey()));
    }

    int size() {
        return fed.size();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}

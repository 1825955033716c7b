package io.smppworker.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Histories of many seeds, on several threads, each history on one. Thread-safe. */
final class Seeds {
    private static final int MOST_FAILED = 10;

    private final Planted planted;
    private final long last;
    private final AtomicLong next;
    private final long begunNanos = System.nanoTime();
    private final List<History.Result> failed = new ArrayList<>();
    private final Map<String, Integer> faults = new TreeMap<>();
    private CountDownLatch running = new CountDownLatch(0);
    private volatile boolean enough;
    private long histories;
    private long nanos;
    private long crashes;
    private long submits;
    private long violations;

    /** @param end one past the last seed */
    Seeds(long from, long end, Planted planted) {
        this.next = new AtomicLong(from);
        this.last = end - 1;
        this.planted = planted;
    }

    void start(int threads) {
        running = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(this::run, "seeds-" + i);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        try {
            for (long seed = next.getAndIncrement(); seed <= last && !enough; seed = next.getAndIncrement()) {
                add(history(seed));
            }
        } finally {
            running.countDown();
        }
    }

    private History.Result history(long seed) {
        return new History(seed, planted, null).run();
    }

    private synchronized void add(History.Result result) {
        histories++;
        nanos += result.nanos();
        crashes += result.crashes();
        submits += result.submits();
        result.faults().forEach((kind, count) -> faults.merge(kind.name(), count, Integer::sum));
        if (!result.violations().isEmpty()) {
            violations += result.violations().size();
            failed.add(result);
            enough = failed.size() >= MOST_FAILED;
        }
    }

    /** No history begins from now on. */
    void end() {
        enough = true;
    }

    /** Whether all are over; false when that time has passed before. */
    boolean awaitEnd(long timeout, TimeUnit unit) throws InterruptedException {
        return running.await(timeout, unit);
    }

    /** At most ten, the first that were found. */
    synchronized List<History.Result> failed() {
        return List.copyOf(failed);
    }

    synchronized String progress() {
        double seconds = (System.nanoTime() - begunNanos) / 1e9;
        return "%d histories, %.1f simulated hours, %d crashes, %d violations; %.0f crashes a second"
                .formatted(histories, nanos / 3_600e9, crashes, violations, crashes / seconds);
    }

    synchronized Map<String, Object> result() {
        double seconds = (System.nanoTime() - begunNanos) / 1e9;
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("histories", histories);
        result.put("simulatedHours", Math.round(nanos / 360e9) / 10.0);
        result.put("crashes", crashes);
        result.put("violations", violations);
        result.put("submits", submits);
        result.put("faults", new TreeMap<>(faults));
        result.put("seeds", failed.stream().map(History.Result::seed).toList());
        result.put("historiesPerSecond", Math.round(10 * histories / seconds) / 10.0);
        result.put("seconds", Math.round(seconds));
        return result;
    }
}

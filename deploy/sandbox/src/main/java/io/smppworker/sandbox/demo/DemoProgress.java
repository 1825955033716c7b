package io.smppworker.sandbox.demo;

import io.smppworker.sandbox.provider.LogCounts;
import io.smppworker.sandbox.provider.SimulatedProvider;
import io.smppworker.sandbox.user.TopicWatch;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The live line: how many were produced, submitted and reported, how fast, and over how many binds. On a terminal it is
 * rewritten in place, elsewhere it is printed every two seconds. Not thread-safe.
 */
final class DemoProgress {
    private static final long TERMINAL_PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long FILE_PERIOD_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long RATE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final String BACK_AND_CLEAR = "\r\u001b[K";

    private final PrintStream out;
    private final boolean isTerminal;
    private long nextNanos;
    private boolean isLineOpen;

    DemoProgress(PrintStream out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
        nextNanos = System.nanoTime();
    }

    /** Shows the state when it is time to. */
    void show(int produced, SimulatedProvider provider, TopicWatch watch) {
        long now = System.nanoTime();
        if (now - nextNanos < 0) {
            return;
        }
        nextNanos = now + (isTerminal ? TERMINAL_PERIOD_NANOS : FILE_PERIOD_NANOS);
        LogCounts counts = provider.counts();
        String binds = counts.bindsNow().entrySet().stream()
                .map(server -> server.getKey() + " " + server.getValue())
                .collect(Collectors.joining(", "));
        int arrived = provider.arrivals(counts.nowNanos() - RATE_NANOS, counts.nowNanos()).length;
        String line = String.format(
                Locale.ROOT,
                "produced %d, submitted %d, receipts %d, %.0f submits/s; binds: %s",
                produced,
                counts.submits().arrived(),
                watch.receiptCount(),
                arrived * 1e9 / RATE_NANOS,
                binds);
        if (isTerminal) {
            out.print(BACK_AND_CLEAR + line);
            out.flush();
            isLineOpen = true;
        } else {
            out.println(line);
        }
    }

    /** Prints a line that stays. */
    void say(String line) {
        out.println((isLineOpen ? BACK_AND_CLEAR : "") + line);
        isLineOpen = false;
    }
}

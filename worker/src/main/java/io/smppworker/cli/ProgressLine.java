package io.smppworker.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows a person the progress of a long task: on a terminal on one line that changes, elsewhere on a new line every few
 * seconds. One thread.
 */
final class ProgressLine {
    private static final Duration TERMINAL = Duration.ofMillis(200);
    private static final Duration ELSEWHERE = Duration.ofSeconds(5);
    /** ECMA-48 EL: erases from the cursor to the end of the line. */
    private static final String ERASE = "\u001B[K";

    private final PrintWriter out;
    private final boolean isTerminal;
    private final LongSupplier ticker;
    private long latestNanos;
    private boolean isShown;

    /** @param ticker nanoseconds */
    ProgressLine(PrintWriter out, boolean isTerminal, LongSupplier ticker) {
        this.out = out;
        this.isTerminal = isTerminal;
        this.ticker = ticker;
        this.latestNanos = ticker.getAsLong();
    }

    /**
     * Reports the progress so far; printed only now and then.
     *
     * @param total null when it is not known
     */
    void at(long done, @Nullable Long total, String inWords) {
        long now = ticker.getAsLong();
        if (now - latestNanos < (isTerminal ? TERMINAL : ELSEWHERE).toNanos()) {
            return;
        }
        latestNanos = now;
        String line = "%s %s".formatted(total == null ? done : done + " of " + total, inWords);
        if (isTerminal) {
            out.print("\r" + line + ERASE);
            isShown = true;
        } else {
            out.println(line);
        }
        out.flush();
    }

    /** Clears the progress line, so that later output begins on a line of its own. */
    void end() {
        if (isShown) {
            out.print("\r" + ERASE);
            out.flush();
            isShown = false;
        }
    }
}

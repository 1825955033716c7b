package io.smppworker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final StringWriter out = new StringWriter();
    private long nowNanos;

    @Test
    void onATerminalOneLineChangesAndGoesAtTheEnd() {
        ProgressLine progress = run(true);

        assertThat(out.toString().split("\r")).hasSize(1 + 49).contains("10 of 100 produced\u001B[K");
        progress.end();
        assertThat(out.toString()).endsWith("\r\u001B[K").doesNotContain("\n");
    }

    @Test
    void elsewhereALineEveryFiveSeconds() {
        ProgressLine progress = run(false);
        progress.end();

        assertThat(out.toString().lines()).containsExactly("50 of 100 produced");
    }

    @Test
    void whatIsShortSaysNothing() {
        ProgressLine progress = new ProgressLine(new PrintWriter(out), true, () -> nowNanos);
        progress.at(1, null, "lines checked");
        progress.end();

        assertThat(out.toString()).isEmpty();
    }

    /** Ten seconds but for a bit, a tenth of a second apart. */
    private ProgressLine run(boolean isTerminal) {
        ProgressLine progress = new ProgressLine(new PrintWriter(out), isTerminal, () -> nowNanos);
        for (int i = 0; i < 100; i++) {
            nowNanos = Duration.ofMillis(100L * i).toNanos();
            progress.at(i, 100L, "produced");
        }
        return progress;
    }
}

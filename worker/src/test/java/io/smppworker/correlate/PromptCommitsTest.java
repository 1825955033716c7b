package io.smppworker.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptCommitsTest {
    private static final Duration INTERVAL = Duration.ofMillis(30);
    private static final Duration BACKLOG = Duration.ofMillis(500);
    private static final long NOW = 1_000_000;
    private static final long LONG_AGO = NOW - PromptCommits.NEWS.toMillis();

    private final AtomicLong millis = new AtomicLong(NOW);
    private final PromptCommits prompt =
            new PromptCommits(INTERVAL, BACKLOG, () -> TimeUnit.MILLISECONDS.toNanos(millis.get()));
    private final MockProcessorContext<Void, Void> context;
    private final PromptCommits.Task task;

    PromptCommitsTest(@TempDir Path stateDir) {
        context = context(stateDir);
        task = prompt.task(context);
    }

    private static MockProcessorContext<Void, Void> context(Path stateDir) {
        var context = new MockProcessorContext<Void, Void>(
                Correlator.properties("correlator", "none:1", stateDir, 1, Duration.ofSeconds(6), Map.of()));
        context.setCurrentSystemTimeMs(NOW);
        return context;
    }

    private boolean commitsAt(long nowMillis) {
        return commits(context, nowMillis);
    }

    private boolean commits(MockProcessorContext<Void, Void> context, long nowMillis) {
        millis.set(nowMillis);
        context.setCurrentSystemTimeMs(nowMillis);
        CapturedPunctuator check = context.scheduledPunctuators().get(0);
        assertThat(check.getType()).isEqualTo(PunctuationType.WALL_CLOCK_TIME);
        assertThat(check.getInterval()).isEqualTo(INTERVAL);
        check.getPunctuator().punctuate(nowMillis);
        return committed(context);
    }

    private void committedAt(long nowMillis) {
        millis.set(nowMillis);
        prompt.committed();
    }

    private static boolean committed(MockProcessorContext<Void, Void> context) {
        boolean committed = context.committed();
        context.resetCommit();
        return committed;
    }

    @Test
    void newsIsCommittedAtOnceAndOnce() {
        task.after(LONG_AGO + 1);
        assertThat(committed(context)).isTrue();
        assertThat(commitsAt(NOW + 100)).isFalse();
    }

    @Test
    void moreNewsWaitsForTheInterval() {
        task.after(NOW);
        committed(context);
        task.after(NOW);
        assertThat(committed(context)).isFalse();
        assertThat(commitsAt(NOW + 29)).isFalse();
        assertThat(commitsAt(NOW + 30)).isTrue();
    }

    @Test
    void afterALongCommitIsWorkedForAsLong() {
        task.after(NOW);
        committedAt(NOW + 100);
        committed(context);
        task.after(NOW);
        assertThat(commitsAt(NOW + 199)).isFalse();
        assertThat(commitsAt(NOW + 200)).isTrue();
        committedAt(NOW + 202);
        task.after(NOW);
        assertThat(commitsAt(NOW + 229)).isFalse();
        assertThat(commitsAt(NOW + 230)).isTrue();
    }

    @Test
    void afterOneThatWaitedForTheBrokerIsNotWorkedForAsLong() {
        task.after(NOW);
        committedAt(NOW + 60_000);
        committed(context);
        task.after(NOW + 60_000);
        assertThat(commitsAt(NOW + 60_499)).isFalse();
        assertThat(commitsAt(NOW + 60_500)).isTrue();
    }

    @Test
    void aCommitThatComesAnywayDelaysNone() {
        committedAt(NOW);
        task.after(NOW);
        assertThat(committed(context)).isTrue();
    }

    @Test
    void theTasksOfAThreadShareTheInterval(@TempDir Path stateDir) {
        MockProcessorContext<Void, Void> other = context(stateDir);
        PromptCommits.Task otherTask = prompt.task(other);
        task.after(NOW);
        otherTask.after(NOW);
        assertThat(committed(context)).isTrue();
        assertThat(commits(other, NOW + 29)).isFalse();
        assertThat(commits(other, NOW + 30)).isTrue();
    }

    @Test
    void theTasksOfAnotherThreadDoNot(@TempDir Path stateDir) throws InterruptedException {
        task.after(NOW);
        MockProcessorContext<Void, Void> other = context(stateDir);
        Thread thread = new Thread(() -> prompt.task(other).after(NOW));
        thread.start();
        thread.join();
        assertThat(committed(other)).isTrue();
    }

    @Test
    void aBacklogIsLeftToTheCommitThatComesAnyway() {
        task.after(LONG_AGO);
        assertThat(committed(context)).isFalse();
        assertThat(commitsAt(NOW + 100)).isFalse();
    }

    @Test
    void oneThatIsNewsAmongTheLateIsEnough() {
        task.after(NOW);
        committed(context);
        task.after(NOW);
        task.after(LONG_AGO);
        assertThat(commitsAt(NOW + 30)).isTrue();
    }

    @Test
    void aClockAheadOfOursMakesNews() {
        task.after(NOW + 60_000);
        assertThat(committed(context)).isTrue();
    }
}

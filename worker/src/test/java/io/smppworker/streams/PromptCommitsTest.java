package io.smppworker.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptCommitsTest {
    private static final Duration INTERVAL = Duration.ofMillis(30);
    private static final Duration BACKLOG = Duration.ofMillis(500);
    private static final long NOW = 1_000_000;
    private static final long LONG_AGO = NOW - PromptCommits.RECENT.toMillis();

    private final AtomicLong millis = new AtomicLong(NOW);
    private final PromptCommits prompt =
            new PromptCommits(INTERVAL, BACKLOG, () -> TimeUnit.MILLISECONDS.toNanos(millis.get()));
    private final Context context;
    private final PromptCommits.Task task;

    PromptCommitsTest(@TempDir Path stateDir) {
        context = context(stateDir);
        task = prompt.task(context);
    }

    private Context context(Path stateDir) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "application");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        return new Context(properties);
    }

    /** Wakes who asked for it, as Kafka Streams would. */
    private final class Context extends MockProcessorContext<Void, Void> {
        private final List<Waking> wakings = new ArrayList<>();

        private record Waking(long dueMillis, Punctuator punctuator, AtomicBoolean cancelled) {}

        private Context(Properties properties) {
            super(properties);
            setCurrentSystemTimeMs(NOW);
        }

        @Override
        public Cancellable schedule(Duration interval, PunctuationType type, Punctuator punctuator) {
            assertThat(type).isEqualTo(PunctuationType.WALL_CLOCK_TIME);
            AtomicBoolean cancelled = new AtomicBoolean();
            wakings.add(new Waking(millis.get() + interval.toMillis(), punctuator, cancelled));
            return () -> cancelled.set(true);
        }

        private boolean isAsleep() {
            return wakings.stream().allMatch(waking -> waking.cancelled().get());
        }

        private boolean commitsAt(long nowMillis) {
            millis.set(nowMillis);
            setCurrentSystemTimeMs(nowMillis);
            List.copyOf(wakings).stream()
                    .filter(waking -> !waking.cancelled().get() && waking.dueMillis() <= nowMillis)
                    .forEach(waking -> waking.punctuator().punctuate(nowMillis));
            return hasCommitted();
        }

        private boolean hasCommitted() {
            boolean committed = committed();
            resetCommit();
            return committed;
        }
    }

    private void committedAt(long nowMillis) {
        millis.set(nowMillis);
        prompt.committed();
    }

    @Test
    void whatIsRecentIsCommittedAtOnceAndOnce() {
        task.after(LONG_AGO + 1);
        assertThat(context.hasCommitted()).isTrue();
        assertThat(context.isAsleep()).isTrue();
        assertThat(context.commitsAt(NOW + 100)).isFalse();
    }

    @Test
    void moreThatIsRecentWaitsForTheInterval() {
        task.after(NOW);
        context.hasCommitted();
        task.after(NOW);
        assertThat(context.hasCommitted()).isFalse();
        assertThat(context.commitsAt(NOW + 29)).isFalse();
        assertThat(context.commitsAt(NOW + 31)).isTrue();
        assertThat(context.isAsleep()).isTrue();
    }

    @Test
    void aThreadWaitsForRecordsUntilItCommitsAndNoLonger() {
        Duration most = Duration.ofMillis(200);
        assertThat(prompt.atMost(most)).isEqualTo(most);
        task.after(NOW);
        assertThat(prompt.atMost(most)).isEqualTo(most);
        task.after(NOW);
        assertThat(prompt.atMost(most)).isEqualTo(Duration.ofMillis(32));
        assertThat(prompt.atMost(Duration.ofMillis(10))).isEqualTo(Duration.ofMillis(10));
        assertThat(context.commitsAt(NOW + 32)).isTrue();
    }

    @Test
    void aThreadThatWasGivenFewRecordsRestsThoughNotBeyondItsCommit() {
        prompt.given(0);
        assertThat(prompt.restNanos()).isZero();
        prompt.given(99);
        assertThat(prompt.restNanos()).isEqualTo(Duration.ofMillis(15).toNanos());
        prompt.given(100);
        assertThat(prompt.restNanos()).isZero();
        task.after(NOW);
        task.after(NOW);
        millis.set(NOW + 20);
        prompt.given(1);
        assertThat(prompt.restNanos()).isEqualTo(Duration.ofMillis(10).toNanos());
    }

    @Test
    void aTaskThatIsGoneDoesNotKeepItsThreadAwake() {
        Duration most = Duration.ofMillis(200);
        task.after(NOW);
        task.after(NOW);
        millis.set(NOW + 100);
        assertThat(prompt.atMost(most)).isEqualTo(Duration.ofMillis(2));
        assertThat(prompt.atMost(most)).isEqualTo(most);
    }

    @Test
    void afterALongCommitIsWorkedForAsLong() {
        task.after(NOW);
        committedAt(NOW + 100);
        context.hasCommitted();
        task.after(NOW);
        assertThat(context.commitsAt(NOW + 199)).isFalse();
        assertThat(context.commitsAt(NOW + 201)).isTrue();
        committedAt(NOW + 202);
        task.after(NOW);
        assertThat(context.commitsAt(NOW + 229)).isFalse();
        assertThat(context.commitsAt(NOW + 232)).isTrue();
    }

    @Test
    void afterOneThatWaitedForTheBrokerIsNotWorkedForAsLong() {
        task.after(NOW);
        committedAt(NOW + 60_000);
        context.hasCommitted();
        task.after(NOW + 60_000);
        assertThat(context.commitsAt(NOW + 60_499)).isFalse();
        assertThat(context.commitsAt(NOW + 60_501)).isTrue();
    }

    @Test
    void aCommitThatComesAnywayDelaysNone() {
        committedAt(NOW);
        task.after(NOW);
        assertThat(context.hasCommitted()).isTrue();
    }

    @Test
    void oneCommitIsEnoughForAllTasksThatARecordCameThrough(@TempDir Path stateDir) {
        Context other = context(stateDir);
        PromptCommits.Task otherTask = prompt.task(other);
        task.after(NOW);
        otherTask.after(NOW);
        assertThat(context.hasCommitted()).isTrue();
        committedAt(NOW + 5);
        assertThat(other.commitsAt(NOW + 100)).isFalse();
        assertThat(other.isAsleep()).isTrue();
    }

    @Test
    void theTasksOfAThreadShareTheInterval(@TempDir Path stateDir) {
        Context other = context(stateDir);
        PromptCommits.Task otherTask = prompt.task(other);
        task.after(NOW);
        otherTask.after(NOW);
        assertThat(context.hasCommitted()).isTrue();
        assertThat(other.commitsAt(NOW + 29)).isFalse();
        assertThat(other.commitsAt(NOW + 31)).isTrue();
    }

    @Test
    void theTasksOfAnotherThreadDoNot(@TempDir Path stateDir) throws InterruptedException {
        task.after(NOW);
        Context other = context(stateDir);
        Thread thread = new Thread(() -> prompt.task(other).after(NOW));
        thread.start();
        thread.join();
        assertThat(other.hasCommitted()).isTrue();
    }

    @Test
    void aBacklogIsLeftToTheCommitThatComesAnyway() {
        task.after(LONG_AGO);
        assertThat(context.hasCommitted()).isFalse();
        assertThat(context.commitsAt(NOW + 100)).isFalse();
    }

    @Test
    void oneThatIsRecentAmongTheLateIsEnough() {
        task.after(NOW);
        context.hasCommitted();
        task.after(NOW);
        task.after(LONG_AGO);
        assertThat(context.commitsAt(NOW + 31)).isTrue();
    }

    @Test
    void whatAClockAheadOfOursDatesIsRecent() {
        task.after(NOW + 60_000);
        assertThat(context.hasCommitted()).isTrue();
    }
}

package io.smppworker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.lease.FormingGroup;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.GroupState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a worker joins the group; its rehearsal runs on a thread of its own, so these threads are real. */
class IntakeTest {
    private static final long SECONDS = 30;

    private final IntakeScene scene = new IntakeScene();
    private final CountDownLatch polled = new CountDownLatch(1);

    @AfterEach
    void close() {
        scene.close();
    }

    @ParameterizedTest
    @CsvSource({
        "false, STABLE, false", // others may have slots, which must not wait for this worker
        "false, PREPARING_REBALANCE, false",
        "false, EMPTY, true", // nothing moves before the broker lets its first members in
        "false, DEAD, true",
        "true, DEAD, true",
        "true, STABLE, true",
    })
    void whereOthersHaveSlotsItJoinsOnceItIsReadyToUseThem(boolean isNew, GroupState state, boolean joinsMeanwhile)
            throws Exception {
        CountDownLatch rehearsed = new CountDownLatch(1);
        boolean[] joined = new boolean[1];
        scene.rehearsal = () -> {
            joined[0] = isPolledWithin(joinsMeanwhile ? Duration.ofSeconds(SECONDS) : Duration.ofMillis(200));
            rehearsed.countDown();
        };

        runUntilPolled(isNew, state);

        assertThat(rehearsed.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(joined[0]).isEqualTo(joinsMeanwhile);
    }

    @Test
    void aRehearsalThatFailsKeepsNobodyFromJoining() throws Exception {
        scene.rehearsal = () -> {
            throw new IllegalStateException("no broker");
        };

        runUntilPolled(false, GroupState.STABLE);
    }

    private void runUntilPolled(boolean isNew, GroupState state) throws InterruptedException {
        Runnable before = scene.consumer.duringPoll;
        scene.consumer.duringPoll = () -> {
            before.run();
            polled.countDown();
        };
        FormingGroup group = new FormingGroup(() -> isNew, () -> state, () -> false, System::nanoTime);
        Intake intake = new Intake(group, () -> scene.loop);
        Thread thread = new Thread(intake, "intake");
        thread.start();
        assertThat(isPolledWithin(Duration.ofSeconds(SECONDS))).isTrue();
        intake.stop();
        thread.join(TimeUnit.SECONDS.toMillis(SECONDS));
        assertThat(thread.isAlive()).isFalse();
    }

    private boolean isPolledWithin(Duration time) {
        try {
            return polled.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

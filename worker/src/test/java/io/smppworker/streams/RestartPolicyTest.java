package io.smppworker.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.streams.RestartPolicy.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {
    private final RestartPolicy restarts = new RestartPolicy();
    private long nowNanos = 17;

    private Action fail(StreamsFailure failure, Duration later) {
        nowNanos += later.toNanos();
        return restarts.after(failure, nowNanos);
    }

    @Test
    void aThreadIsReplacedAFewTimesAMinuteThenAllIsRestarted() {
        for (int i = 0; i < RestartPolicy.THREADS_PER_MINUTE; i++) {
            assertThat(fail(StreamsFailure.OTHER, Duration.ofSeconds(1))).isEqualTo(new Action.NewThread());
        }
        assertThat(fail(StreamsFailure.OTHER, Duration.ofSeconds(1)))
                .isEqualTo(new Action.Restart(RestartPolicy.SHORTEST_PAUSE, false));
        assertThat(fail(StreamsFailure.OTHER, Duration.ofMinutes(1))).isEqualTo(new Action.NewThread());
    }

    @Test
    void whatKeepsFailingIsRestartedAtMostOnceAMinute() {
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            pauses.add(((Action.Restart) fail(StreamsFailure.STATE, Duration.ofSeconds(1))).after());
        }
        assertThat(pauses).isSorted().startsWith(RestartPolicy.SHORTEST_PAUSE).endsWith(RestartPolicy.LONGEST_PAUSE);
    }

    @Test
    void afterATimeOfCalmThePauseIsShortAgain() {
        fail(StreamsFailure.STATE, Duration.ZERO);
        fail(StreamsFailure.STATE, Duration.ofSeconds(1));
        assertThat(fail(StreamsFailure.STATE, Duration.ofMinutes(11)))
                .isEqualTo(new Action.Restart(RestartPolicy.SHORTEST_PAUSE, true));
    }

    @Test
    void aFullDiskIsTriedAgainAMinuteLaterWithTheStateItHas() {
        assertThat(fail(StreamsFailure.NO_SPACE, Duration.ZERO))
                .isEqualTo(new Action.Restart(RestartPolicy.SPACE_PAUSE, false));
        assertThat(fail(StreamsFailure.NO_SPACE, Duration.ofMinutes(1)))
                .isEqualTo(new Action.Restart(RestartPolicy.SPACE_PAUSE, false));
    }
}

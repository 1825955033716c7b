package io.smppworker.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.common.GroupState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FormingGroupTest {
    private GroupState reported = GroupState.PREPARING_REBALANCE;
    private boolean preceded;
    private long nowNanos = -5; // System.nanoTime() may be anything
    private final FormingGroup group = new FormingGroup(() -> true, () -> reported, () -> preceded, () -> nowNanos);

    private void pass(long millis) {
        nowNanos += Duration.ofMillis(millis).toNanos();
    }

    @Test
    void whoComesSecondWaitsUntilTheFirstIsIn() {
        assertThat(group.isForming()).isTrue();

        reported = GroupState.STABLE;

        assertThat(group.isForming()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PREPARING_REBALANCE")
    void anyOtherGroupIsJoinedAtOnce(GroupState state) {
        reported = state;

        assertThat(group.isForming()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"EMPTY", "DEAD"})
    void ofThoseThatComeToAGroupWithoutMembersTheFirstGoesFirst(GroupState state) {
        reported = state;
        preceded = true;
        assertThat(group.isForming()).isTrue();

        preceded = false;
        assertThat(group.isForming()).isFalse();
    }

    @Test
    void whoShouldGoFirstAndDoesNotIsNotWaitedForLong() {
        reported = GroupState.EMPTY;
        preceded = true;
        pass(5_000);

        assertThat(group.isForming()).isFalse();
    }

    @Test
    void theDelayIsWaitedForHoweverLateTheFirstCame() {
        reported = GroupState.EMPTY;
        preceded = true;
        pass(3_500);
        assertThat(group.isForming()).isTrue();

        reported = GroupState.PREPARING_REBALANCE;
        assertThat(group.isForming()).isTrue();

        pass(3_500);
        assertThat(group.isForming()).isTrue();
    }

    @Test
    void kafkasDefaultDelayIsWaitedForAndNoMuchLongerOne() {
        assertThat(group.isForming()).isTrue();

        pass(3_500);
        assertThat(group.isForming()).isTrue();

        pass(1_000);
        assertThat(group.isForming()).isFalse();
    }
}

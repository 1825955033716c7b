package io.smppworker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LanePolicyTest {
    private final LanePolicy policy = new LanePolicy(5, 2);

    @Test
    void aWorkerStartsInTheLanes() {
        assertThat(policy.inLanes(false, 0)).isTrue();
    }

    @Test
    void aWorkerThatCanNotSubmitForLongEnoughLeaves() {
        assertThat(policy.inLanes(false, 10)).isTrue();
        assertThat(policy.inLanes(false, 14)).isTrue();
        assertThat(policy.inLanes(false, 15)).isFalse();
    }

    @Test
    void aShortInabilityIsForgotten() {
        policy.inLanes(false, 10);
        policy.inLanes(true, 13);
        assertThat(policy.inLanes(false, 14)).isTrue();
        assertThat(policy.inLanes(false, 18)).isTrue();
        assertThat(policy.inLanes(false, 19)).isFalse();
    }

    @Test
    void aWorkerComesBackWhenItHasBeenAbleForLongEnough() {
        policy.inLanes(false, 0);
        assertThat(policy.inLanes(false, 5)).isFalse();
        assertThat(policy.inLanes(true, 6)).isFalse();
        assertThat(policy.inLanes(true, 7)).isFalse();
        assertThat(policy.inLanes(true, 8)).isTrue();
    }
}

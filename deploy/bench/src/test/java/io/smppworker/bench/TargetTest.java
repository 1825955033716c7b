package io.smppworker.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TargetTest {
    @Test
    void atLeastIsReachedByMore() {
        Target target = Target.atLeast(0.985);
        assertThat(target.isMet(0.985)).isTrue();
        assertThat(target.isMet(0.98)).isFalse();
        assertThat(target.reached(1.97)).hasValue(2);
        assertThat(target).hasToString(">= 0.985");
    }

    @Test
    void atMostIsReachedByLess() {
        Target target = Target.atMost(1000);
        assertThat(target.isMet(1000)).isTrue();
        assertThat(target.isMet(1001)).isFalse();
        assertThat(target.reached(500)).hasValue(2);
        assertThat(target).hasToString("<= 1,000");
    }

    @Test
    void noneIsNoMeasure() {
        assertThat(Target.NONE.isMet(-1)).isTrue();
        assertThat(Target.NONE.reached(1)).isEmpty();
        assertThat(Target.atMost(0).reached(0)).isEmpty();
        assertThat(Target.atMost(0).isMet(0)).isTrue();
    }
}

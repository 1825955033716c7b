package io.smppworker.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DrainTest {
    private final Drain drain = new Drain(1_000, 0);

    @Test
    void countsFromTheFirstOneTakenInToTheLastOfEachKind() {
        assertThat(at(1, 0, 0)).isFalse();
        assertThat(at(5, 10, 0)).isFalse();
        assertThat(at(6, 900, 100)).isFalse();
        assertThat(at(7, 1_000, 800)).isFalse();
        assertThat(at(8, 1_000, 999)).isFalse();
        assertThat(at(10, 1_000, 1_000)).isTrue();

        assertThat(drain.isComplete()).isTrue();
        assertThat(drain.stored()).isEqualTo(500);
        assertThat(drain.correlated()).isEqualTo(200);
        assertThat(drain.correlatedOnceStored()).hasValue(200.0 / 3);
    }

    @Test
    void isNotOverBeforeTheLastIsAcknowledgedEvenWhenAllArePublished() {
        at(1, 10, 10);
        assertThat(at(2, 999, 1_000)).isFalse();
        assertThat(at(3, 1_000, 1_000)).isTrue();
        assertThat(drain.correlatedOnceStored()).isEmpty();
    }

    @Test
    void isOverWithoutBeingCompleteWhenNothingComesForAMinute() {
        assertThat(at(1, 10, 10)).isFalse();
        assertThat(at(61, 10, 10)).isFalse();
        assertThat(at(62, 10, 10)).isTrue();
        assertThat(drain.isComplete()).isFalse();
    }

    private boolean at(int seconds, long acknowledged, long published) {
        return drain.isOver(acknowledged, published, TimeUnit.SECONDS.toNanos(seconds));
    }
}

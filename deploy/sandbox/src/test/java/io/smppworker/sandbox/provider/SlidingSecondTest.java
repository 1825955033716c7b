package io.smppworker.sandbox.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlidingSecondTest {
    private static final long SECOND = SlidingSecond.WINDOW_NANOS;

    @Test
    void fiftyPassAndTheNextOneAFullSecondAfterTheFirst() {
        SlidingSecond second = new SlidingSecond(50);
        long start = Long.MAX_VALUE - 25; // the clock may overflow
        for (int i = 0; i < 50; i++) {
            assertThat(second.tryTake(start + i)).isTrue();
        }

        assertThat(second.tryTake(start + 50)).isFalse();
        assertThat(second.tryTake(start + SECOND - 1)).isFalse();
        assertThat(second.tryTake(start + SECOND)).isTrue();
        assertThat(second.tryTake(start + SECOND)).isFalse();
        assertThat(second.tryTake(start + SECOND + 1)).isTrue();
    }

    @Test
    void refusedOnesDoNotCount() {
        SlidingSecond second = new SlidingSecond(1);
        assertThat(second.tryTake(0)).isTrue();
        for (long now = 1; now < SECOND; now += SECOND / 100) {
            assertThat(second.tryTake(now)).isFalse();
        }
        assertThat(second.tryTake(SECOND)).isTrue();
    }

    @Test
    void zeroIsNoLimit() {
        SlidingSecond second = new SlidingSecond(0);
        for (int i = 0; i < 1000; i++) {
            assertThat(second.tryTake(7)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void decidesAndMeasuresAsAnExhaustiveCountDoes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int limit = random.nextInt(1, 20);
        SlidingSecond second = new SlidingSecond(limit);
        List<Long> all = new ArrayList<>();
        List<Long> taken = new ArrayList<>();
        long now = random.nextLong(SECOND);
        for (int i = 0; i < 1500; i++) {
            now += random.nextInt(10) == 0 ? random.nextLong(SECOND) : random.nextLong(3) * SECOND / limit / 4;
            long at = now;
            boolean room = taken.stream().filter(t -> at - t < SECOND).count() < limit;
            assertThat(second.tryTake(now)).isEqualTo(room);
            all.add(now);
            if (room) {
                taken.add(now);
            }
        }

        assertThat(greatest(taken)).isEqualTo(exhaustive(taken)).isLessThanOrEqualTo(limit);
        assertThat(greatest(all)).isEqualTo(exhaustive(all));
    }

    private static int greatest(List<Long> times) {
        return SlidingSecond.greatest(times.stream().mapToLong(t -> t).toArray());
    }

    /** Every window that begins at an event; no other can hold more. */
    private static int exhaustive(List<Long> times) {
        return times.stream()
                .mapToInt(first -> (int) times.stream()
                        .filter(t -> t >= first && t < first + SECOND)
                        .count())
                .max()
                .orElse(0);
    }
}

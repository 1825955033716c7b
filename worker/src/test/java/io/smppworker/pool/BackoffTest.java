package io.smppworker.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.config.AccountConfig.Timers;
import io.smppworker.pool.Backoff.Setback;
import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Timers TIMERS = new Timers(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofSeconds(10));

    private static LongStream millis(Setback setback, int failures) {
        return LongStream.range(0, 500).map(seed -> {
            Backoff backoff = new Backoff(TIMERS, new Random(seed));
            for (int i = 1; i < failures; i++) {
                backoff.nextNanos(setback);
            }
            return Duration.ofNanos(backoff.nextNanos(setback)).toMillis();
        });
    }

    @Test
    void theFirstTryAfterALossIsSpreadOverTheFirstSecond() {
        assertThat(millis(Setback.UNREACHABLE, 1).max().orElseThrow()).isBetween(900L, 1000L);
        assertThat(millis(Setback.UNREACHABLE, 1).min().orElseThrow()).isLessThan(50);
    }

    @Test
    void aServerThatIsAwayIsTriedAtLeastEveryFewSeconds() {
        assertThat(millis(Setback.UNREACHABLE, 30).max().orElseThrow()).isBetween(2800L, 3000L);
    }

    @Test
    void aRefusedBindWaitsLonger() {
        assertThat(millis(Setback.REFUSED, 1).min().orElseThrow()).isGreaterThanOrEqualTo(1000);
        assertThat(millis(Setback.REFUSED, 30).max().orElseThrow()).isBetween(22_000L, 24_000L);
    }

    @Test
    void wrongCredentialsWaitMinutes() {
        assertThat(millis(Setback.CREDENTIALS, 1).min().orElseThrow()).isGreaterThanOrEqualTo(30_000);
        assertThat(millis(Setback.CREDENTIALS, 30).max().orElseThrow()).isBetween(280_000L, 300_000L);
    }

    @Test
    void aGoodSessionStartsOver() {
        Backoff backoff = new Backoff(TIMERS, new Random(1));
        for (int i = 0; i < 10; i++) {
            backoff.nextNanos(Setback.REFUSED);
        }
        backoff.reset();
        assertThat(Duration.ofNanos(backoff.nextNanos(Setback.REFUSED))).isLessThan(Duration.ofSeconds(3));
    }
}

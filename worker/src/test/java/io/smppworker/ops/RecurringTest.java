package io.smppworker.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecurringTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void whatLastsIsLoggedOnceItHasLastedForAWhile() {
        Recurring recurring = new Recurring(Duration.ofSeconds(2));

        assertThat(recurring.happened(0)).isNull();
        assertThat(recurring.happened(2 * SECOND - 1)).isNull();
        assertThat(recurring.happened(2 * SECOND)).isEqualTo(new Recurring.Line(true, 2, Duration.ofSeconds(2)));
    }

    @Test
    void whatPassesIsNotLogged() {
        Recurring recurring = new Recurring(Duration.ofSeconds(2));
        recurring.happened(0);

        assertThat(recurring.happened(40 * SECOND)).isNull();
        assertThat(recurring.happened(41 * SECOND)).isNull();
    }

    @Test
    void itIsRepeatedOnceAMinuteWithWhatWasLeftOut() {
        Recurring recurring = new Recurring(Duration.ZERO);
        assertThat(recurring.happened(0)).isEqualTo(new Recurring.Line(true, 0, Duration.ZERO));

        for (int second = 1; second < 60; second++) {
            assertThat(recurring.happened(second * SECOND)).isNull();
        }
        assertThat(recurring.happened(60 * SECOND)).isEqualTo(new Recurring.Line(false, 59, Duration.ofMinutes(1)));
        assertThat(recurring.happened(61 * SECOND)).isNull();
    }

    @Test
    void whatComesAgainAfterItHasEndedIsLoggedAnew() {
        Recurring recurring = new Recurring(Duration.ZERO);
        recurring.happened(0);
        long later = Recurring.END.toNanos() + 1;

        assertThat(recurring.happened(later)).isEqualTo(new Recurring.Line(true, 0, Duration.ZERO));
    }
}

package io.smppworker.streams;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InputTimeTest {
    private static final long START = 1_000_000_000;
    private static final long DAY = 86_400_000;

    private final InputTime time = new InputTime(START);

    @Test
    void whileABacklogIsReadItIsTheBacklogsTime() {
        time.processed(START - 4 * DAY, START + 100);
        assertThat(time.at(START + 200)).isEqualTo(START - 4 * DAY + 100);
        time.processed(START + 5_000 - 20, START + 5_000);
        assertThat(time.at(START + 5_000)).isEqualTo(START + 4_980);
    }

    @Test
    void whenNothingComesItIsThePresent() {
        time.processed(START - DAY, START);
        assertThat(time.at(START + 9_999)).isEqualTo(START - DAY + 9_999);
        assertThat(time.at(START + 10_000)).isEqualTo(START + 10_000);
    }

    @Test
    void aTaskThatBeginsHasReachedNoTimeYet() {
        assertThat(time.at(START + 500)).isLessThan(DAY);
        assertThat(time.at(START + 10_000)).isEqualTo(START + 10_000);
    }

    @Test
    void aRecordFromTheFutureIsOfNow() {
        time.processed(START + DAY, START);
        assertThat(time.at(START + 1)).isEqualTo(START + 1);
    }

    @Test
    void aClockThatIsYearsBehindPutsNothingOffForYears() {
        long now = 1000 * DAY;
        time.processed(0, now);
        assertThat(time.at(now)).isEqualTo(now - 7 * DAY);
    }
}

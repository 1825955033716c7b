package io.smppworker.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionProgressTest {
    private static final long JOURNAL_END = 1000;

    private final PartitionProgress progress = new PartitionProgress(5);

    @Test
    void anEmptyPartitionStandsWhereItWasTakenOver() {
        assertThat(progress.position()).isEqualTo(5);
        assertThat(progress.journalPosition(JOURNAL_END)).isEqualTo(JOURNAL_END);
    }

    @Test
    void thePositionDoesNotPassAnUnfinishedRequest() {
        progress.taken(5);
        progress.taken(6);
        progress.taken(7);
        progress.finished(6);
        progress.finished(7);
        assertThat(progress.position()).isEqualTo(5);
        progress.finished(5);
        assertThat(progress.position()).isEqualTo(8);
    }

    @Test
    void theJournalIsReadFromTheFirstRecordOfAnyRequestBehindThePosition() {
        progress.taken(5);
        progress.taken(6);
        progress.journalled(6, 40);
        progress.journalled(5, 41);
        progress.journalled(6, 42);
        progress.finished(6); // finished, but not yet behind the position: a new owner sees it again
        assertThat(progress.journalPosition(JOURNAL_END)).isEqualTo(40);
        progress.finished(5);
        assertThat(progress.journalPosition(JOURNAL_END)).isEqualTo(JOURNAL_END);
    }

    @Test
    void whatAnEarlierOwnerJournalledIsStillReadByTheNextOne() {
        progress.expect(6, 30);
        assertThat(progress.journalPosition(JOURNAL_END)).isEqualTo(30);
        progress.taken(5);
        progress.taken(6);
        progress.journalled(6, 90); // announced again by this owner
        assertThat(progress.journalPosition(JOURNAL_END)).isEqualTo(30);
        progress.finished(5);
        progress.finished(6);
        assertThat(progress.journalPosition(JOURNAL_END)).isEqualTo(JOURNAL_END);
    }

    @Test
    void aGapInTheOffsetsDoesNotStopThePosition() {
        progress.taken(5);
        progress.taken(9);
        progress.finished(5);
        assertThat(progress.position()).isEqualTo(9);
        progress.finished(9);
        assertThat(progress.position()).isEqualTo(10);
    }

    @Test
    void behindTheLastRequestThePositionFollowsWhatIsNoRecord() {
        progress.taken(5);
        progress.passed(7); // a marker behind it
        assertThat(progress.position()).isEqualTo(5);
        assertThat(progress.lag(7)).isEqualTo(1);
        progress.finished(5);
        assertThat(progress.position()).isEqualTo(7);
        assertThat(progress.lag(7)).isZero();
    }

    @Test
    void aPositionThatIsAskedForAgainChangesNothing() {
        progress.taken(5);
        progress.taken(9);
        progress.passed(10);
        progress.passed(7);
        progress.finished(5);
        progress.finished(9);
        assertThat(progress.position()).isEqualTo(10);
    }

    @Test
    void aRequestThatIsExpectedAndPassedOverDoesNotHoldTheJournalBack() {
        progress.expect(6, 30); // begun by an owner that read what was not committed, and aborted since
        progress.passed(8);
        assertThat(progress.journalPosition(JOURNAL_END)).isEqualTo(JOURNAL_END);
        assertThat(progress.position()).isEqualTo(8);
    }

    @Test
    void theLagIsOfRequestsThatHaveNotEndedWhateverLiesBetweenThem() {
        progress.taken(5);
        progress.taken(7);
        progress.taken(9);
        progress.passed(11);
        assertThat(progress.lag(11)).isEqualTo(3);
        progress.finished(7);
        progress.finished(7);
        assertThat(progress.position()).isEqualTo(5);
        assertThat(progress.lag(11)).isEqualTo(2);
        assertThat(progress.lag(15)).isEqualTo(6); // four offsets that were not polled yet
        assertThat(progress.lag(3)).isEqualTo(2); // an end from before
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void inAnyOrderOfFinishingThePositionIsTheFirstUnfinished(long seed) {
        PartitionProgress many = new PartitionProgress(0);
        List<Long> order = new ArrayList<>();
        for (long offset = 0; offset < 500; offset++) {
            many.taken(offset);
            order.add(offset);
        }
        Collections.shuffle(order, new Random(seed));
        boolean[] finished = new boolean[501];
        for (long offset : order) {
            many.finished(offset);
            finished[(int) offset] = true;
            int expected = 0;
            while (finished[expected]) {
                expected++;
            }
            assertThat(many.position()).isEqualTo(expected);
        }
        assertThat(many.lag(500)).isZero();
    }
}

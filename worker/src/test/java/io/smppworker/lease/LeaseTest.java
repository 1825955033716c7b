package io.smppworker.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private static final long NOW = 0;

    private final Lease lease = new Lease(Duration.ofSeconds(11));

    @Test
    void nothingIsGrantedBeforeTheBrokerHasConfirmed() {
        assertThat(lease.granted(0)).isFalse();
    }

    @Test
    void aConfirmationHoldsForASecondLessThanTheSessionAndNoLonger() {
        lease.confirmed(5 * SECOND, NOW);
        assertThat(lease.granted(15 * SECOND - 1)).isTrue();
        assertThat(lease.granted(15 * SECOND)).isFalse();
    }

    @Test
    void aClockBelowZeroIsAClockToo() {
        lease.confirmed(Long.MIN_VALUE, NOW);
        assertThat(lease.granted(Long.MIN_VALUE + SECOND)).isTrue();
        assertThat(lease.granted(Long.MIN_VALUE + 10 * SECOND)).isFalse();
    }

    @Test
    void theLongestTimeWithoutAWordIsKnownOnceAnotherHasCome() {
        lease.confirmed(1 * SECOND, 1 * SECOND);
        lease.confirmed(4 * SECOND, 5 * SECOND);
        lease.confirmed(6 * SECOND, 6 * SECOND);
        assertThat(lease.longestNanos()).isEqualTo(4 * SECOND);
    }

    @Test
    void whatTheFirstWordTookDoesNotCountForNothingWasOwned() {
        lease.confirmed(1 * SECOND, 7 * SECOND);
        lease.confirmed(8 * SECOND, 9 * SECOND);
        assertThat(lease.longestNanos()).isEqualTo(2 * SECOND);
    }

    @Test
    void whatWasBeforeTheLeaseWasLostDoesNotCount() {
        lease.confirmed(1 * SECOND, 1 * SECOND);
        lease.lost();
        lease.confirmed(60 * SECOND, 60 * SECOND);
        assertThat(lease.longestNanos()).isZero();
    }

    @Test
    void anOlderWordChangesNothing() {
        lease.confirmed(5 * SECOND, NOW);
        lease.confirmed(4 * SECOND, NOW);
        assertThat(lease.untilNanos()).isEqualTo(15 * SECOND);
    }

    @Test
    void aCommitRenewsALeaseAlsoOneThatHasRunOut() {
        lease.confirmed(0, NOW);
        lease.committed(9 * SECOND, 10 * SECOND - 1);
        assertThat(lease.untilNanos()).isEqualTo(19 * SECOND);
        lease.committed(20 * SECOND, 21 * SECOND);
        assertThat(lease.granted(21 * SECOND)).isTrue();
    }

    @Test
    void aLostLeaseIsRenewedByNoCommit() {
        lease.confirmed(0, NOW);
        lease.lost();
        lease.committed(1, 2);
        assertThat(lease.granted(3)).isFalse();
    }

    @Test
    void aLostLeaseIsNotGrantedUntilConfirmedAgain() {
        lease.confirmed(0, NOW);
        lease.lost();
        assertThat(lease.granted(1)).isFalse();
        lease.confirmed(2, NOW);
        assertThat(lease.granted(3)).isTrue();
    }
}

package io.smppworker.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Lease lease = new Lease(Duration.ofSeconds(11));

    @Test
    void nothingIsGrantedBeforeTheBrokerHasConfirmed() {
        assertThat(lease.granted(0)).isFalse();
    }

    @Test
    void aConfirmationHoldsForASecondLessThanTheSessionAndNoLonger() {
        lease.confirmed(5 * SECOND);
        assertThat(lease.granted(15 * SECOND - 1)).isTrue();
        assertThat(lease.granted(15 * SECOND)).isFalse();
    }

    @Test
    void aClockBelowZeroIsAClockToo() {
        lease.confirmed(Long.MIN_VALUE);
        assertThat(lease.granted(Long.MIN_VALUE + SECOND)).isTrue();
        assertThat(lease.granted(Long.MIN_VALUE + 10 * SECOND)).isFalse();
    }

    @Test
    void anOlderWordChangesNothing() {
        lease.confirmed(5 * SECOND);
        lease.confirmed(4 * SECOND);
        assertThat(lease.untilNanos()).isEqualTo(15 * SECOND);
    }

    @Test
    void aLostLeaseIsNotGrantedUntilConfirmedAgain() {
        lease.confirmed(0);
        lease.lost();
        assertThat(lease.granted(1)).isFalse();
        lease.confirmed(2);
        assertThat(lease.granted(3)).isTrue();
    }
}

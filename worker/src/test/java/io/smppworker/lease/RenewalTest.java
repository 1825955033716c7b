package io.smppworker.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RenewalTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Lease lease = new Lease(Duration.ofSeconds(6));
    private long heartbeats;
    private final Renewal renewal = new Renewal(lease, () -> heartbeats);

    @BeforeEach
    void joined() {
        lease.confirmed(0, 0);
    }

    @Test
    void aCommitRenewsWhenAHeartbeatWasAnsweredAfterItAndThenASecondCommitTaken() {
        commit(SECOND);
        heartbeats++;
        assertThat(lease.untilNanos()).isEqualTo(5 * SECOND);
        commit(2 * SECOND);
        assertThat(lease.untilNanos()).isEqualTo(6 * SECOND);
        heartbeats++;
        commit(3 * SECOND);
        assertThat(lease.untilNanos()).isEqualTo(7 * SECOND);
    }

    @Test
    void commitsWithoutAHeartbeatBetweenThemShowNothingYet() {
        commit(SECOND);
        commit(2 * SECOND);
        assertThat(lease.untilNanos()).isEqualTo(5 * SECOND);
        heartbeats++;
        commit(3 * SECOND);
        assertThat(lease.untilNanos()).isEqualTo(6 * SECOND);
    }

    @Test
    void aHeartbeatAnsweredInThePollOfTheFirstCommitShowsNothing() {
        renewal.asked();
        renewal.taken(SECOND);
        heartbeats++;
        renewal.look(false, SECOND);
        commit(2 * SECOND);
        assertThat(lease.untilNanos()).isEqualTo(5 * SECOND);
    }

    @Test
    void aHeartbeatAnsweredWhileTheSecondCommitIsUnderWayShowsNothing() {
        commit(SECOND);
        renewal.asked();
        heartbeats++;
        renewal.taken(2 * SECOND);
        renewal.look(false, 2 * SECOND);
        assertThat(lease.untilNanos()).isEqualTo(5 * SECOND);
    }

    /** A rebalance was under way, perhaps for long: its end may expel this member before a lease of that commit is over. */
    @Test
    void aJoinMakesCommitsBeforeItWorthless() {
        commit(SECOND);
        heartbeats++;
        renewal.asked();
        renewal.taken(2 * SECOND);
        renewal.look(true, 2 * SECOND);
        renewal.look(false, 2 * SECOND);
        heartbeats++;
        commit(3 * SECOND);
        assertThat(lease.untilNanos()).isEqualTo(5 * SECOND);
        heartbeats++;
        commit(4 * SECOND);
        assertThat(lease.untilNanos()).isEqualTo(8 * SECOND);
    }

    @Test
    void whatWasTakenBeforeThePartitionsWereLostIsForgotten() {
        commit(SECOND / 4);
        renewal.asked();
        renewal.taken(SECOND);
        renewal.lost();
        lease.confirmed(SECOND / 2, SECOND);
        renewal.look(false, SECOND);
        heartbeats++;
        commit(2 * SECOND);
        assertThat(lease.untilNanos()).isEqualTo(5 * SECOND + SECOND / 2);
    }

    private void commit(long nanos) {
        renewal.asked();
        renewal.taken(nanos);
        renewal.look(false, nanos);
    }
}

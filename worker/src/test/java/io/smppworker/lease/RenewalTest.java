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
    void aCommitIsShownByAHeartbeatAfterItAndAPollThatDoesNotJoin() {
        renewal.taken(SECOND);
        renewal.look(false, SECOND);
        renewal.look(false, SECOND);
        assertThat(lease.untilNanos()).isEqualTo(5 * SECOND);
        heartbeats++;
        renewal.look(false, SECOND);
        assertThat(lease.untilNanos()).isEqualTo(5 * SECOND);
        renewal.look(false, SECOND);
        assertThat(lease.untilNanos()).isEqualTo(6 * SECOND);
    }

    @Test
    void aHeartbeatAnsweredInTheSamePollShowsNothing() {
        renewal.taken(SECOND);
        heartbeats++;
        renewal.look(false, SECOND);
        renewal.look(false, SECOND);
        renewal.look(false, SECOND);
        assertThat(lease.untilNanos()).isEqualTo(5 * SECOND);
    }

    /** A rebalance was under way, perhaps for long: its end may expel this member before a lease of that commit is over. */
    @Test
    void aCommitWhoseHeartbeatIsFollowedByAJoinRenewsNothing() {
        renewal.taken(SECOND);
        renewal.look(false, SECOND);
        heartbeats++;
        renewal.look(false, SECOND);
        renewal.look(true, SECOND);
        heartbeats++;
        renewal.look(false, SECOND);
        renewal.look(false, SECOND);
        assertThat(lease.untilNanos()).isEqualTo(5 * SECOND);
    }

    @Test
    void whileOneIsNotShownTheNextDoesNotTakeItsPlace() {
        renewal.taken(SECOND);
        renewal.look(false, SECOND);
        renewal.taken(2 * SECOND);
        heartbeats++;
        renewal.look(false, 2 * SECOND);
        renewal.look(false, 2 * SECOND);
        assertThat(lease.untilNanos()).isEqualTo(6 * SECOND);
        renewal.taken(3 * SECOND);
        renewal.look(false, 3 * SECOND);
        heartbeats++;
        renewal.look(false, 3 * SECOND);
        renewal.look(false, 3 * SECOND);
        assertThat(lease.untilNanos()).isEqualTo(8 * SECOND);
    }

    @Test
    void whatWasTakenBeforeThePartitionsWereLostIsForgotten() {
        renewal.taken(SECOND);
        renewal.look(false, SECOND);
        renewal.lost();
        lease.confirmed(SECOND / 2, SECOND);
        heartbeats++;
        renewal.look(false, SECOND);
        renewal.look(false, SECOND);
        assertThat(lease.untilNanos()).isEqualTo(5 * SECOND + SECOND / 2);
    }
}

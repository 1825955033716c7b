package io.smppworker.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.throttle.SlotPlan;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AbilityTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** Slots 0 and 2 are of server 0, 1 and 3 of server 1. */
    private final Ability ability = new Ability(SlotPlan.of(List.of("A", "B"), 2, 0, 0, 50), Duration.ofSeconds(3));

    @BeforeEach
    void gain() {
        ability.gained(0, 0);
        ability.gained(1, 0);
    }

    @Test
    void aSlotThatIsBeingBoundForTheFirstTimeIsNotFailing() {
        ability.look(Set.of(), 9 * SECOND);

        assertThat(ability.failing()).isEmpty();
        assertThat(ability.boundServers()).isEmpty();
    }

    @Test
    void aSlotThatWasNotBoundForTenSecondsIsFailing() {
        ability.look(Set.of(0), SECOND);
        ability.look(Set.of(0), 10 * SECOND);

        assertThat(ability.failing()).containsExactly(1);
        assertThat(ability.boundServers()).containsExactly(0);
    }

    @Test
    void theTenSecondsBeginWhenTheSessionIsLost() {
        ability.look(Set.of(0, 1), SECOND);
        ability.look(Set.of(0), 60 * SECOND);
        ability.look(Set.of(0), 69 * SECOND);
        assertThat(ability.failing()).isEmpty();

        ability.look(Set.of(0), 70 * SECOND);
        assertThat(ability.failing()).containsExactly(1);
    }

    @Test
    void aFailingSlotIsAbleAgainWhenItHasBeenBoundForASecond() {
        ability.look(Set.of(), 10 * SECOND);
        ability.look(Set.of(0), 11 * SECOND);
        assertThat(ability.failing()).containsExactly(0, 1);

        ability.look(Set.of(0), 12 * SECOND);
        assertThat(ability.failing()).containsExactly(1);
    }

    @Test
    void aServerIsProvenToBeUpWhenOthersMustHaveTriedItMeanwhile() {
        ability.look(Set.of(0), SECOND);
        ability.look(Set.of(0), 6 * SECOND - 1);
        assertThat(ability.provenServers()).isEmpty();

        ability.look(Set.of(0), 6 * SECOND);
        assertThat(ability.provenServers()).containsExactly(0);

        ability.look(Set.of(), 7 * SECOND);
        ability.look(Set.of(0), 8 * SECOND);
        assertThat(ability.provenServers()).isEmpty();
    }

    @Test
    void aSlotThatIsGoneIsNoLongerReported() {
        ability.look(Set.of(), 10 * SECOND);
        ability.gone(0);

        assertThat(ability.failing()).containsExactly(1);
    }

    @Test
    void aServerThatOthersReachIsAvoidedForFiveMinutes() {
        ability.avoid(Set.of(1), 0);
        ability.look(Set.of(), 299 * SECOND);
        assertThat(ability.avoided()).containsExactly(1);

        ability.look(Set.of(), 300 * SECOND);
        assertThat(ability.avoided()).isEmpty();
    }

    @Test
    void aServerThatIsReachedIsNotAvoided() {
        ability.avoid(Set.of(1), 0);
        ability.look(Set.of(1), SECOND);

        assertThat(ability.avoided()).isEmpty();
    }

    @Test
    void aPartitionThatIsNoSlotOfTheAccountIsNotReported() {
        ability.gained(4, 0);
        ability.look(Set.of(), 10 * SECOND);

        assertThat(ability.failing()).containsExactly(0, 1);
    }
}

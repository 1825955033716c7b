package io.smppworker.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.smppworker.lease.OwnedPartitions.Stage;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OwnedPartitionsTest {
    private final TopicPartition lane = new TopicPartition("lane", 3);
    private final TopicPartition slot = new TopicPartition("binds", 3);
    private final OwnedPartitions owned = new OwnedPartitions();

    @Test
    void aLaneIsRecoveredUsedDrainedAndReleased() {
        owned.recovering(Set.of(lane));
        assertThat(owned.at(Stage.RECOVERING)).containsExactly(lane);
        owned.recovered(lane);
        assertThat(owned.at(Stage.IN_USE)).containsExactly(lane);
        assertThat(owned.lanesInUse()).containsExactly(lane);
        owned.leaving(lane);
        assertThat(owned.lanesInUse()).isEmpty();
        owned.drained(lane);
        assertThat(owned.isReleased(lane)).isFalse();
        owned.released(lane);
        assertThat(owned.isReleased(lane)).isTrue();
        owned.gone(Set.of(lane));
        assertThat(owned.all()).isEmpty();
    }

    @Test
    void aSlotIsInUseAtOnceAndReleasedWhenItHasLeft() {
        owned.gained(Set.of(slot));
        owned.leaving(slot);
        owned.released(slot);

        assertThat(owned.at(Stage.RELEASED)).containsExactly(slot);
    }

    @Test
    void whatIsGoneIsNotInUseAndASlotIsNoLane() {
        owned.gained(Set.of(slot));
        owned.recovering(Set.of(lane));
        owned.recovered(lane);
        assertThat(owned.lanesInUse()).containsExactly(lane);
        owned.gone(Set.of(lane));
        assertThat(owned.lanesInUse()).isEmpty();
    }

    @Test
    void whatIsInUseIsNotReleasedWithoutLeaving() {
        owned.gained(Set.of(slot));

        assertThatIllegalStateException().isThrownBy(() -> owned.released(slot));
    }

    @Test
    void whatHasLeftDoesNotComeIntoUseAgain() {
        owned.recovering(Set.of(lane));
        owned.leaving(lane);

        assertThatIllegalStateException().isThrownBy(() -> owned.recovered(lane));
    }

    @Test
    void whatIsOwnedIsNotGainedOnceMore() {
        owned.gained(Set.of(slot));

        assertThatIllegalStateException().isThrownBy(() -> owned.gained(Set.of(slot)));
    }

    @Test
    void whatIsNotOwnedHasNoStage() {
        assertThatIllegalStateException().isThrownBy(() -> owned.leaving(slot));
    }
}

package io.smppworker.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.smppworker.message.OnInDoubt;
import io.smppworker.message.Segment;
import io.smppworker.outbound.OutboundMessage.Past;
import io.smppworker.outbound.OutboundSegment.State;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OutboundSegmentTest {
    private final OutboundSegment segment = new OutboundSegment(new Segment(1, 1, 0, 0, new byte[] {'a'}));

    private static final Map<String, Consumer<OutboundSegment>> ANSWERS = Map.of(
            "accepted", OutboundSegment::accepted,
            "rejected", OutboundSegment::rejected,
            "retryLater", OutboundSegment::retryLater,
            "inDoubt", segment -> segment.inDoubt(OnInDoubt.RESEND),
            "notSent", OutboundSegment::notSent);

    @Test
    void onlyWhatIsSubmittedHasAnOutcome() {
        ANSWERS.forEach((name, outcome) ->
                assertThatIllegalStateException().as(name).isThrownBy(() -> outcome.accept(segment)));
        assertThat(segment.state()).isEqualTo(State.UNSENT);
        assertThat(segment.attempts()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"ACCEPTED", "REJECTED", "RETRY_LATER", "DOUBTED", "IN_DOUBT", "SUBMITTED"})
    void onlyWhatIsUnsentIsSubmitted(State state) {
        segment.submitted();
        switch (state) {
            case ACCEPTED -> segment.accepted();
            case REJECTED -> segment.rejected();
            case RETRY_LATER -> segment.retryLater();
            case DOUBTED -> segment.inDoubt(OnInDoubt.RESEND);
            case IN_DOUBT -> segment.inDoubt(OnInDoubt.REPORT);
            case UNSENT, SUBMITTED -> {}
        }
        assertThat(segment.state()).isEqualTo(state);
        assertThatIllegalStateException().isThrownBy(segment::submitted);
        assertThat(segment.attempts()).isOne();
    }

    @Test
    void anOutcomeThatIsLostIsTheUsersChoice() {
        segment.submitted();
        segment.inDoubt(OnInDoubt.RESEND);
        assertThat(segment.isToBeSubmitted()).isTrue();
        segment.doubtStored();
        segment.submitted();
        segment.inDoubt(OnInDoubt.REPORT);
        assertThat(segment.isToBeSubmitted()).isFalse();
        assertThat(segment.doubts()).isEqualTo(2);
    }

    @Test
    void whatDidNotLeaveDoesNotCountAndIsNotTriedForEverAtOnce() {
        for (int i = 0; i < 3; i++) {
            segment.submitted();
            assertThat(segment.notSent()).isFalse();
        }
        segment.submitted();
        assertThat(segment.notSent()).isTrue();
        assertThat(segment.state()).isEqualTo(State.RETRY_LATER);
        assertThat(segment.attempts()).isZero();
        segment.retryNow();
        assertThat(segment.state()).isEqualTo(State.UNSENT);
    }

    @Test
    void aLateAcceptanceSettlesTheOnlySubmissionAndMakesAnotherNeedless() {
        segment.submitted();
        segment.inDoubt(OnInDoubt.RESEND);
        segment.answeredLate(true);
        assertThat(segment.state()).isEqualTo(State.ACCEPTED);
        assertThat(segment.doubts()).isZero();
    }

    @Test
    void aLateAcceptanceDoesNotCallBackWhatIsOnItsWayAgain() {
        segment.submitted();
        segment.inDoubt(OnInDoubt.RESEND);
        segment.doubtStored();
        segment.submitted();
        segment.answeredLate(true);
        assertThat(segment.state()).isEqualTo(State.SUBMITTED);
        assertThat(segment.doubts()).isOne();
    }

    @ParameterizedTest
    @CsvSource({"true, ACCEPTED", "false, UNSENT"})
    void thatItsDoubtIsStoredAfterALateAnswerTakesNothingBack(boolean accepted, State then) {
        segment.submitted();
        segment.inDoubt(OnInDoubt.RESEND);
        segment.answeredLate(accepted);
        segment.doubtStored();
        assertThat(segment.state()).isEqualTo(then);
        assertThat(segment.doubts()).isZero();
        assertThat(segment.attempts()).isOne();
        assertThat(segment.isPossiblyDoubled()).isFalse();
    }

    @Test
    void isPossiblyDoubledOnceItIsSubmittedAfterADoubt() {
        segment.submitted();
        segment.retryLater();
        segment.retryNow();
        segment.submitted();
        segment.inDoubt(OnInDoubt.RESEND);
        assertThat(segment.isPossiblyDoubled()).isFalse();
        segment.doubtStored();
        segment.submitted();
        assertThat(segment.isPossiblyDoubled()).isTrue();
    }

    @Test
    void isTakenOverWhereItWasLeft() {
        segment.recover(Past.ACCEPTED, 2, 1, OnInDoubt.RESEND);
        assertThat(segment.state()).isEqualTo(State.ACCEPTED);
        assertThat(segment.attempts()).isEqualTo(2);
        assertThat(segment.doubts()).isOne();
    }
}

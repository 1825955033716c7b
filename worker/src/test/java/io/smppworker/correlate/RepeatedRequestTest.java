package io.smppworker.correlate;

import static io.smppworker.correlate.Entries.AT;
import static io.smppworker.correlate.Entries.accepted;
import static io.smppworker.correlate.Entries.acceptedAgain;
import static io.smppworker.correlate.Entries.duplicate;
import static io.smppworker.correlate.Entries.ended;
import static io.smppworker.correlate.Entries.inDoubt;
import static io.smppworker.correlate.Entries.refused;
import static io.smppworker.correlate.Entries.submitting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.Receipt.Stage;
import io.smppworker.schemas.Receipt.Status;
import io.smppworker.schemas.RequestPlace;
import io.smppworker.schemas.SendRequest.RegisteredDelivery;
import io.smppworker.schemas.SubmissionRecord;
import io.smppworker.streams.Fold;
import io.smppworker.streams.RecordSerde;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A request that repeats a messageId gets one receipt of its own, with what is known of the first. */
class RepeatedRequestTest {
    private final CorrelatorCounters counters = new CorrelatorCounters();
    private final MessageFold fold = new MessageFold(Settings.defaults(), counters);
    private final List<Fold.Emission<Receipt>> answers = new ArrayList<>();
    private final List<Receipt> others = new ArrayList<>();
    private @Nullable MessageState state;

    private void journal(SubmissionRecord... entries) {
        for (SubmissionRecord entry : entries) {
            take(new MessageEvent.Journalled(entry));
        }
    }

    private void delivered(String smscMessageId) {
        take(new MessageEvent.Report(
                1, smscMessageId, Status.DELIVERED, "DELIVRD", null, AT.plusSeconds(30), AT.plusSeconds(40), null));
    }

    private void take(MessageEvent event) {
        Fold.Step<MessageState, Receipt> step = fold.on("m1", state, event);
        RecordSerde<MessageState> form = RecordSerde.compact(MessageState.class);
        byte[] stored = form.write(step.state());
        state = form.read(stored, 0, stored.length);
        assertThat(state).isEqualTo(step.state());
        for (Fold.Emission<Receipt> emission : step.emissions()) {
            if (emission.value().duplicateOf() == null) {
                others.add(emission.value());
            } else {
                answers.add(emission);
            }
        }
    }

    private List<Receipt> answers() {
        return answers.stream().map(Fold.Emission::value).toList();
    }

    @Test
    void isAnsweredWithTheFinalReceiptAndItsOwnContextAndHeaders() {
        journal(submitting("m1", 1), accepted("m1", 1, "a"));
        delivered("a");
        journal(duplicate("m1", 20));

        assertThat(answers()).singleElement().satisfies(answer -> {
            assertThat(answer.stage()).isEqualTo(Stage.DELIVERY);
            assertThat(answer.status()).isEqualTo(Status.DELIVERED);
            assertThat(answer.isFinal()).isTrue();
            assertThat(answer.duplicateOf()).isEqualTo(new RequestPlace("sms.outbound", 3, 7));
            assertThat(answer.possibleDuplicate()).isNull();
            assertThat(answer.from()).isEqualTo("Shop2");
            assertThat(answer.context()).hasToString("{\"repeat\":20}");
            assertThat(answer.segments())
                    .extracting(Receipt.Segment::smscMessageId, Receipt.Segment::rawStatus, Receipt.Segment::attempts)
                    .containsExactly(tuple("a", "DELIVRD", 1));
        });
        assertThat(answers.get(0).headers()).containsEntry("traceparent", "MDAteHl6");
        assertThat(others).hasSize(2);
    }

    @Test
    void isAnsweredWithTheSubmitOutcomeWhileTheDeliveryIsOpenAndNotAgainLater() {
        journal(submitting("m1", 1), acceptedAgain("m1", 1, "a"), duplicate("m1", 20));
        delivered("a");
        assertThat(answers())
                .extracting(Receipt::stage, Receipt::status, Receipt::isFinal, Receipt::possibleDuplicate)
                .containsExactly(tuple(Stage.SUBMIT, Status.ACCEPTED, false, true));
    }

    @Test
    void isAnsweredWithADeclarationMadeWhereSilenceMeansSuccess() {
        journal(submitting("m1", 1, RegisteredDelivery.FAILURE, 7), accepted("m1", 1, "a"), accepted("m1", 1, "a2"));
        journal(duplicate("m1", 20));
        assertThat(others).extracting(Receipt::possibleDuplicate).containsExactly(null, true);
        assertThat(answers())
                .extracting(Receipt::stage, Receipt::status, Receipt::isFinal, Receipt::possibleDuplicate)
                .containsExactly(tuple(Stage.SUBMIT, Status.ACCEPTED, false, true));
    }

    @Test
    void waitsForTheFirstOutcome() {
        journal(submitting("m1", 1), duplicate("m1", 20), duplicate("m1", 21));
        assertThat(answers).isEmpty();

        journal(refused("m1", 1));
        assertThat(answers())
                .extracting(Receipt::status, Receipt::isFinal, answer -> answer.context() + "")
                .containsExactly(
                        tuple(Status.REJECTED, true, "{\"repeat\":20}"),
                        tuple(Status.REJECTED, true, "{\"repeat\":21}"));
        assertThat(answers()).extracting(Receipt::eventId).doesNotHaveDuplicates();
        assertThat(answers()).extracting(Receipt::error).containsOnly(Entries.INVALID_DESTINATION);
    }

    @Test
    void aMessageInDoubtIsAnsweredWithTheDoubt() {
        journal(submitting("m1", 1), inDoubt("m1", 1), duplicate("m1", 20), ended("m1", Status.IN_DOUBT, 7));
        assertThat(answers()).extracting(Receipt::status).containsExactly(Status.IN_DOUBT);

        journal(accepted("m1", 1, "a"));
        assertThat(answers).hasSize(1);
        assertThat(others).extracting(Receipt::status).containsExactly(Status.IN_DOUBT, Status.ACCEPTED);
    }

    @Test
    void isAnsweredOnceHoweverOftenTheJournalNamesIt() {
        journal(submitting("m1", 1), duplicate("m1", 20), duplicate("m1", 20), accepted("m1", 1, "a"));
        journal(duplicate("m1", 20));
        delivered("a");
        journal(duplicate("m1", 20));
        assertThat(answers).hasSize(1);
    }

    @Test
    void knownBeforeTheFirstIsAnsweredAllTheSame() {
        journal(duplicate("m1", 20), accepted("m1", 1, "a"), submitting("m1", 1));
        assertThat(answers()).extracting(Receipt::status).containsExactly(Status.ACCEPTED);
    }

    @Test
    void ofAnUnknownMessageIsCountedWhenGivenUp() {
        journal(duplicate("m1", 20));
        fold.expired("m1", Objects.requireNonNull(state), Entries.AT);
        assertThat(counters.of(CorrelatorCounters.Event.UNANSWERED_REQUEST)).isEqualTo(1);
        assertThat(counters.of(CorrelatorCounters.Event.UNFINISHED_MESSAGE)).isZero();
    }

    @Test
    void theNewestAreAnsweredWhenMoreWaitThanAreKept() {
        journal(submitting("m1", 1));
        for (int i = 0; i < RepeatedRequests.MOST_WAITING + 2; i++) {
            journal(duplicate("m1", 20 + i));
        }
        journal(accepted("m1", 1, "a"));
        assertThat(counters.of(CorrelatorCounters.Event.UNANSWERED_REQUEST)).isEqualTo(2);
        assertThat(answers()).hasSize(RepeatedRequests.MOST_WAITING);
        assertThat(answers().get(0).context()).hasToString("{\"repeat\":22}");
    }

    @Test
    void anotherRequestTurnedDownIsReportedOnceAndDoesNotHideTheFirst() {
        journal(submitting("m1", 1), accepted("m1", 1, "a"));
        delivered("a");
        journal(ended("m1", Status.REJECTED, 99), ended("m1", Status.REJECTED, 99), duplicate("m1", 100));
        assertThat(others)
                .extracting(Receipt::status)
                .containsExactly(Status.ACCEPTED, Status.DELIVERED, Status.REJECTED);
        assertThat(answers()).extracting(Receipt::status).containsExactly(Status.DELIVERED);
    }
}

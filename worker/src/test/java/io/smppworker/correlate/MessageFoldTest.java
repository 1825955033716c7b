package io.smppworker.correlate;

import static io.smppworker.correlate.Entries.AT;
import static io.smppworker.correlate.Entries.accepted;
import static io.smppworker.correlate.Entries.acceptedAgain;
import static io.smppworker.correlate.Entries.ended;
import static io.smppworker.correlate.Entries.inDoubt;
import static io.smppworker.correlate.Entries.refused;
import static io.smppworker.correlate.Entries.submitting;
import static io.smppworker.correlate.Entries.transliterated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.smppworker.message.MessageIdForm;
import io.smppworker.message.SegmentReceipts;
import io.smppworker.schemas.Json;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.Receipt.Stage;
import io.smppworker.schemas.Receipt.Status;
import io.smppworker.schemas.SendRequest.RegisteredDelivery;
import io.smppworker.streams.CompactJson;
import io.smppworker.streams.Fold;
import io.smppworker.streams.RecordSerde;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a message, by its journal and its receipts. Long, because they may come in any order. */
class MessageFoldTest extends FoldedMessage {
    @Test
    void aLongMessageIsAcceptedOnceAndDeliveredOnce() {
        journal(submitting("m1", 3), accepted("m1", 2, "b"), accepted("m1", 1, "a"));
        assertReceipts();

        journal(accepted("m1", 3, "c"));
        report(1, "a", Status.DELIVERED, "DELIVRD");
        report(3, "c", Status.DELIVERED, "DELIVRD");
        assertReceipts(ACCEPTED);

        report(2, "b", Status.DELIVERED, "DELIVRD");
        assertReceipts(ACCEPTED, delivery(Status.DELIVERED, true));
        assertThat(receipts.get(1).segments())
                .extracting(Receipt.Segment::index, Receipt.Segment::smscMessageId, Receipt.Segment::status)
                .containsExactly(
                        tuple(1, "a", Status.DELIVERED),
                        tuple(2, "b", Status.DELIVERED),
                        tuple(3, "c", Status.DELIVERED));
        assertThat(receipts.get(1).error()).isNull();
    }

    @Test
    void aSegmentThatFailsFailsTheMessageAtOnceAndOthersChangeNothing() {
        journal(submitting("m1", 3), accepted("m1", 1, "a"), accepted("m1", 2, "b"), accepted("m1", 3, "c"));
        report(1, "a", Status.DELIVERED, "DELIVRD");
        report(3, "c", Status.EXPIRED, "EXPIRED");

        assertReceipts(ACCEPTED, delivery(Status.EXPIRED, true));
        assertThat(keptFor).isEqualTo(Settings.SEGMENT_RECEIPT_TIMEOUT);
        assertThat(receipts.get(1).error()).isNotNull().extracting("network").isEqualTo("017");
        assertThat(receipts.get(1).segments())
                .extracting(Receipt.Segment::rawStatus)
                .containsExactly("DELIVRD", null, "EXPIRED");

        report(2, "b", Status.UNDELIVERABLE, "NOROUTE");
        expire();
        assertReceipts(ACCEPTED, delivery(Status.EXPIRED, true));
    }

    @Test
    void aSegmentWhoseEndIsUnknownDecidesNothingBeforeTheOthers() {
        journal(submitting("m1", 3), accepted("m1", 1, "a"), accepted("m1", 2, "b"), accepted("m1", 3, "c"));
        report(1, "a", Status.UNKNOWN, "UNKNOWN");
        report(2, "b", Status.DELIVERED, "DELIVRD");
        assertReceipts(ACCEPTED);

        report(3, "c", Status.REJECTED, "REJECTD");
        assertReceipts(ACCEPTED, delivery(Status.REJECTED, true));
    }

    @ParameterizedTest
    @EnumSource(value = SegmentReceipts.class, names = "ALL", mode = EnumSource.Mode.EXCLUDE)
    void theSegmentThatSpeaksForAllEndsTheMessage(SegmentReceipts spokesman) {
        int speaks = spokesman == SegmentReceipts.FIRST ? 1 : 2;
        assertThat(reported(spokesman, RegisteredDelivery.FINAL, report(3 - speaks, Status.DELIVERED)))
                .containsExactly(Status.ACCEPTED);
        assertThat(reported(spokesman, RegisteredDelivery.FINAL, report(speaks, Status.DELIVERED)))
                .containsExactly(Status.ACCEPTED, Status.DELIVERED);
        assertThat(reported(spokesman, RegisteredDelivery.FINAL, report(speaks, Status.UNKNOWN)))
                .containsExactly(Status.ACCEPTED, Status.UNKNOWN);
        assertThat(reported(spokesman, RegisteredDelivery.FINAL, report(3 - speaks, Status.REJECTED)))
                .containsExactly(Status.ACCEPTED, Status.REJECTED);
    }

    private static MessageEvent.Report report(int segment, Status status) {
        return new MessageEvent.Report(segment, segment == 1 ? "a" : "b", status, status.name(), null, null, AT, null);
    }

    private List<Status> reported(
            SegmentReceipts spokesman, RegisteredDelivery registeredDelivery, MessageEvent.Report report) {
        MessageFold by = new MessageFold(
                Settings.of(Settings.TOPICS, MessageIdForm.RAW, MessageIdForm.RAW, spokesman, 8), counters);
        MessageState known = null;
        List<Status> reported = new ArrayList<>();
        for (MessageEvent event : List.of(
                new MessageEvent.Journalled(submitting("m1", 2, registeredDelivery, 7)),
                new MessageEvent.Journalled(accepted("m1", 1, "a")),
                new MessageEvent.Journalled(accepted("m1", 2, "b")),
                report)) {
            Fold.Step<MessageState, Receipt> step = by.on("m1", known, event);
            known = step.state();
            step.emissions().forEach(emission -> reported.add(emission.value().status()));
        }
        return reported;
    }

    @Test
    void progressOfASingleSegmentIsReportedOncePerState() {
        journal(submitting("m1", 1), accepted("m1", 1, "a"));
        report(1, "a", Status.ENROUTE, "SUBMITD");
        report(1, "a", Status.ENROUTE, "SUBMITD");
        report(1, "a", Status.ENROUTE, "STAGED");
        report(1, "a", Status.OTHER, "SEEN");
        report(1, "a", Status.OTHER, "HELD");
        report(1, "a", Status.DELIVERED, "DELIVRD");

        assertReceipts(
                ACCEPTED,
                delivery(Status.ENROUTE, false),
                delivery(Status.OTHER, false),
                delivery(Status.OTHER, false),
                delivery(Status.DELIVERED, true));
        assertThat(receipts).extracting(Receipt::eventId).doesNotHaveDuplicates();
    }

    @Test
    void progressOfALongMessageIsNotReported() {
        journal(submitting("m1", 2), accepted("m1", 1, "a"), accepted("m1", 2, "b"));
        report(1, "a", Status.ENROUTE, "ENROUTE");
        assertReceipts(ACCEPTED);
    }

    @Test
    void nothingNewIsReportedAfterTheEnd() {
        journal(submitting("m1", 1), accepted("m1", 1, "a"));
        report(1, "a", Status.DELIVERED, "DELIVRD");
        report(1, "a", Status.DELIVERED, "DELIVRD");
        report(1, "a", Status.ENROUTE, "ENROUTE");
        journal(submitting("m1", 1), accepted("m1", 1, "a"));
        assertReceipts(ACCEPTED, delivery(Status.DELIVERED, true));
        assertThat(counters.of(CorrelatorCounters.Event.REPEATED_RECEIPT)).isEqualTo(1);
        assertThat(counters.of(CorrelatorCounters.Event.LATE_RECEIPT)).isEqualTo(1);
    }

    @Test
    void receiptsBeforeTheSubmitResponseFollowAcceptedInTheirOrder() {
        report(1, "a", Status.ENROUTE, "ENROUTE");
        report(1, "a", Status.DELIVERED, "DELIVRD");
        journal(submitting("m1", 1));
        assertReceipts();

        journal(accepted("m1", 1, "a"));
        assertReceipts(ACCEPTED, delivery(Status.ENROUTE, false), delivery(Status.DELIVERED, true));
    }

    @Test
    void aRefusedSegmentRejectsTheMessageOnce() {
        journal(submitting("m1", 2), accepted("m1", 1, "a"), refused("m1", 2), ended("m1", Status.REJECTED, 7));
        report(1, "a", Status.DELIVERED, "DELIVRD");

        assertReceipts(tuple(Stage.SUBMIT, Status.REJECTED, true));
        assertThat(receipts.get(0).segments())
                .extracting(Receipt.Segment::status)
                .containsExactly(Status.ACCEPTED, Status.REJECTED);
        assertThat(receipts.get(0).error()).isEqualTo(Entries.INVALID_DESTINATION);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"REJECTED", "EXPIRED", "IN_DOUBT"})
    void aMessageThatEndedUnsubmittedIsReported(Status status) {
        journal(ended("m1", status, 7), ended("m1", status, 7));

        assertReceipts(tuple(Stage.SUBMIT, status, true));
        assertThat(receipts.get(0).segments()).isEmpty();
        assertThat(receipts.get(0).to()).isEqualTo("27820000067");
        assertThat(receipts.get(0).error()).isNotNull().extracting("reason").isEqualTo("as the worker put it");
    }

    @Test
    void theFirstSegmentsReceiptIsEnoughWhereTheProviderSendsNoOther() {
        MessageFold first = new MessageFold(
                Settings.of(Settings.TOPICS, MessageIdForm.RAW, MessageIdForm.RAW, SegmentReceipts.FIRST, 8), counters);
        MessageState known = null;
        List<Status> reported = new ArrayList<>();
        for (MessageEvent event : List.of(
                new MessageEvent.Journalled(submitting("m1", 2)),
                new MessageEvent.Journalled(accepted("m1", 1, "a")),
                new MessageEvent.Journalled(accepted("m1", 2, "b")),
                new MessageEvent.Report(1, "a", Status.DELIVERED, "DELIVRD", null, null, AT, null))) {
            Fold.Step<MessageState, Receipt> step = first.on("m1", known, event);
            known = step.state();
            step.emissions().forEach(emission -> reported.add(emission.value().status()));
        }
        assertThat(reported).containsExactly(Status.ACCEPTED, Status.DELIVERED);
    }

    @Test
    void acceptedIsTheEndWhenNoReceiptWasAskedFor() {
        journal(submitting("m1", 1, RegisteredDelivery.NONE, 7), accepted("m1", 1, "a"));
        report(1, "a", Status.DELIVERED, "DELIVRD");
        assertReceipts(tuple(Stage.SUBMIT, Status.ACCEPTED, true));
        assertThat(state).isNotNull().extracting(MessageState::complete).isEqualTo(true);
    }

    @Test
    void theFirstFailureIsTheEndWhenOnlyFailuresWereAskedFor() {
        journal(submitting("m1", 2, RegisteredDelivery.FAILURE, 7), accepted("m1", 1, "a"), accepted("m1", 2, "b"));
        report(2, "b", Status.UNDELIVERABLE, "UNDELIV");
        assertReceipts(ACCEPTED, delivery(Status.UNDELIVERABLE, true));
    }

    @Test
    void anAcceptanceWithoutAnIdIsAnAcceptance() {
        journal(submitting("m1", 1), accepted("m1", 1, ""));
        assertReceipts(ACCEPTED);
    }

    @Test
    void theMessageIdUsedAgainLaterIsAnotherMessage() {
        journal(submitting("m1", 1), accepted("m1", 1, "a"));
        report(1, "a", Status.DELIVERED, "DELIVRD");
        journal(submitting("m1", 1, RegisteredDelivery.FINAL, 99), accepted("m1", 1, "z"));
        report(1, "a", Status.DELIVERED, "DELIVRD");
        assertReceipts(ACCEPTED, delivery(Status.DELIVERED, true), ACCEPTED);

        report(1, "z", Status.EXPIRED, "EXPIRED");
        assertThat(receipts).hasSize(4).extracting(Receipt::eventId).doesNotHaveDuplicates();
    }

    @Test
    void anotherRequestTurnedDownLeavesTheOneOnItsWayAlone() {
        journal(submitting("m1", 1), ended("m1", Status.REJECTED, 99), accepted("m1", 1, "a"));
        assertReceipts(tuple(Stage.SUBMIT, Status.REJECTED, true), ACCEPTED);
    }

    @Test
    void theSameEventsGiveTheSameEventIds() {
        journal(submitting("m1", 1), accepted("m1", 1, "a"));
        report(1, "a", Status.DELIVERED, "DELIVRD");
        List<Receipt> first = List.copyOf(receipts);

        receipts.clear();
        state = null;
        journal(submitting("m1", 1), accepted("m1", 1, "a"));
        report(1, "a", Status.DELIVERED, "DELIVRD");
        assertThat(receipts).isEqualTo(first);
    }

    @Test
    void theStateSurvivesItsStoredForm() {
        journal(submitting("m1", 2), accepted("m1", 1, "a"), inDoubt("m1", 2));
        report(1, "a", Status.ENROUTE, "ENROUTE");
        RecordSerde<MessageState> form = RecordSerde.compact(MessageState.class);
        byte[] stored = form.write(Objects.requireNonNull(state));
        assertThat(form.read(stored, 0, stored.length)).isEqualTo(state);
    }

    @Test
    void everyReceiptOfATransliteratedMessageSaysSo() {
        journal(transliterated(submitting("m1", 1)), accepted("m1", 1, "a"));
        report(1, "a", Status.DELIVERED, "DELIVRD");
        journal(acceptedAgain("m1", 1, "b"));

        assertThat(receipts)
                .hasSizeGreaterThan(1)
                .extracting(Receipt::transliterated)
                .containsOnly(true);
    }

    @Test
    void noReceiptOfAMessageSentAsGivenSaysAnythingOfIt() {
        journal(submitting("m1", 1), accepted("m1", 1, "a"));
        report(1, "a", Status.DELIVERED, "DELIVRD");

        assertThat(receipts).hasSize(2).extracting(Receipt::transliterated).containsOnlyNulls();
    }

    @Test
    void aRequestStoredBeforeTransliterationWasKnownIsStillRead() throws IOException {
        byte[] stored = CompactJson.MAPPER.writeValueAsBytes(
                Json.MAPPER.readTree("[\"sms.outbound\",3,7,\"27820000067\",null,1,\"final\",null,{}]"));

        MessageRequest request = RecordSerde.compact(MessageRequest.class).read(stored, 0, stored.length);

        assertThat(request.transliterated()).isNull();
        assertThat(request.offset()).isEqualTo(7);
    }
}

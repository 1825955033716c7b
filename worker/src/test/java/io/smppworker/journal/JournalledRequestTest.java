package io.smppworker.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.message.Addressing;
import io.smppworker.message.Content;
import io.smppworker.message.Lane;
import io.smppworker.message.OnInDoubt;
import io.smppworker.message.PassThrough;
import io.smppworker.message.RegisteredDelivery;
import io.smppworker.message.SmsRequest;
import io.smppworker.message.SmsRequestBuilder;
import io.smppworker.message.Source;
import io.smppworker.message.TextEncoding;
import io.smppworker.message.TextSettings;
import io.smppworker.outbound.OutboundMessage;
import io.smppworker.outbound.OutboundScene;
import io.smppworker.outbound.Prepared;
import io.smppworker.outbound.RequestEnd;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.SendRequest;
import io.smppworker.schemas.SubmissionRecord;
import io.smppworker.schemas.SubmissionRecordOutcomeBuilder;
import io.smppworker.schemas.SubmissionRecordSubmittingBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalledRequestTest {
    private static final Instant NOW = Instant.EPOCH;

    private final JournalledRequest request = new JournalledRequest(announcedBy("w"), 100);

    private static SubmissionRecord.Outcome outcome(int segment, Receipt.Status status) {
        return outcome("w", segment, status);
    }

    private static SubmissionRecord.Outcome outcome(String worker, int segment, Receipt.Status status) {
        return SubmissionRecordOutcomeBuilder.builder()
                .messageId("m")
                .at(NOW)
                .worker(worker)
                .segment(segment)
                .status(status)
                .server("smpp1")
                .bind(0)
                .submittedAt(NOW)
                .attempts(1)
                .smscMessageId("id")
                .respondedAt(NOW)
                .build();
    }

    private int[] attemptsAfterRecovery() {
        OutboundMessage message = message();
        request.applyTo(message);
        return attempts(message);
    }

    private static OutboundMessage message() {
        return message(OnInDoubt.RESEND);
    }

    private static OutboundMessage message(OnInDoubt onInDoubt) {
        SmsRequest request =
                SmsRequestBuilder.builder(request(null)).onInDoubt(onInDoubt).build();
        return ((Prepared.Ready)
                        Prepared.of(request, new Source(Lane.BULK, "sms.outbound", 0, 7), TextSettings.DEFAULT, 9, 255))
                .message();
    }

    static SmsRequest request(@Nullable Instant validUntil) {
        return SmsRequestBuilder.builder()
                .messageId("m")
                .to("27820000001")
                .from("")
                .addressing(Addressing.UNKNOWN)
                .serviceType("")
                .content(new Content.Text("x".repeat(400), TextEncoding.AUTO))
                .receipt(RegisteredDelivery.FINAL)
                .onInDoubt(OnInDoubt.RESEND)
                .priority(0)
                .tlvs(List.of())
                .passThrough(PassThrough.NONE)
                .producedAt(Instant.EPOCH)
                .submitBefore(validUntil)
                .validUntil(validUntil)
                .build();
    }

    @Test
    void isDoneWhenEverySegmentWasAccepted() {
        request.outcome(outcome(1, Receipt.Status.ACCEPTED));
        request.outcome(outcome(2, Receipt.Status.ACCEPTED));
        assertThat(request.done()).isFalse();
        request.outcome(outcome(3, Receipt.Status.ACCEPTED));
        assertThat(request.done()).isTrue();
    }

    @Test
    void isDoneWhenItEnded() {
        request.ended();
        assertThat(request.done()).isTrue();
    }

    @Test
    void keepsTheReferenceSoThatTheRestJoinsWhatWasSent() {
        assertThat(request.reference()).isEqualTo(9);
    }

    @Test
    void aSegmentWithoutAnOutcomeHasBeenTriedOnce() {
        request.outcome(outcome(1, Receipt.Status.ACCEPTED));
        assertThat(attemptsAfterRecovery()).containsExactly(1, 1, 1);
    }

    @Test
    void whatWasWithdrawnHasNotBeenTried() {
        request.outcome(outcome(1, Receipt.Status.ACCEPTED));
        request.outcome(outcome(2, Receipt.Status.IN_DOUBT));
        request.withdrawn("w");
        assertThat(attemptsAfterRecovery()).containsExactly(1, 1, 0);
    }

    @Test
    void whatWasInDoubtMayHaveBeenSubmittedAgainWithoutAWord() {
        request.outcome(outcome(1, Receipt.Status.IN_DOUBT));
        OutboundMessage message = message();
        request.applyTo(message);
        assertThat(message.attempts(1)).isEqualTo(2);
        assertThat(message.isPossiblyDoubled()).isTrue();
    }

    @Test
    void whatWasSubmittedOnceIsNotPossiblyDoubled() {
        OutboundMessage message = message();
        request.applyTo(message);
        assertThat(message.isPossiblyDoubled()).isFalse();
    }

    @Test
    void anOutcomeForASegmentThatDoesNotExistIsIgnored() {
        request.outcome(outcome(4, Receipt.Status.ACCEPTED));
        assertThat(request.done()).isFalse();
    }

    @Test
    void whatAnotherWorkerWithdrawsIsNotBelieved() {
        request.submitting(announcedBy("new owner"));
        request.withdrawn("w");
        assertThat(attemptsAfterRecovery()).containsExactly(2, 2, 2);
        request.withdrawn("new owner");
        assertThat(attemptsAfterRecovery()).containsExactly(1, 1, 1);
    }

    @Test
    void anOutcomeThatComesAfterADoubtSettlesIt() {
        request.outcome(outcome(1, Receipt.Status.IN_DOUBT));
        request.outcome(outcome(1, Receipt.Status.ACCEPTED));
        request.outcome(outcome(1, Receipt.Status.IN_DOUBT));
        request.outcome(outcome(2, Receipt.Status.ACCEPTED));
        request.outcome(outcome(3, Receipt.Status.ACCEPTED));
        assertThat(request.done()).isTrue();
    }

    @Test
    void whatWasWithdrawnAfterSomeWasAcceptedIsUntouched() {
        request.outcome(outcome(1, Receipt.Status.ACCEPTED));
        request.outcome(outcome(2, Receipt.Status.ACCEPTED));
        request.withdrawn("w");
        String sameCut = message().cut().checksum();

        assertThat(attemptsAfterRecovery()).containsExactly(1, 1, 0);
        assertThat(withdrawn(sameCut)).containsExactly(0, 0, 0);
    }

    @Test
    void aMessageCutOtherwiseOfWhichNothingWasSubmittedIsAsNew() {
        assertThat(withdrawn("00000000")).containsExactly(0, 0, 0);
        JournalledRequest announced = cut(false);
        announced.withdrawn("w");
        OutboundMessage message = message(OnInDoubt.REPORT);
        announced.applyTo(message);
        assertThat(attempts(message)).containsExactly(0, 0, 0);
    }

    @Test
    void aMessageThatTheNextOwnerCutIntoMoreSegmentsIsDoneWithTheLastOfThem() {
        JournalledRequest cutAnew = new JournalledRequest(announcedBy("w", 2, "00000000"), 0);
        cutAnew.submitting(announcedBy("new owner", 3, message().cut().checksum()));
        cutAnew.outcome(outcome("w", 3, Receipt.Status.ACCEPTED)); // too late: of what it was cut into before
        cutAnew.outcome(outcome("new owner", 1, Receipt.Status.ACCEPTED));
        cutAnew.outcome(outcome("new owner", 2, Receipt.Status.ACCEPTED));
        assertThat(cutAnew.done()).isFalse();

        OutboundMessage message = message();
        cutAnew.applyTo(message);
        assertThat(attempts(message)).containsExactly(2, 2, 2);
        assertThat(message.isPossiblyDoubled()).isTrue();
        cutAnew.outcome(outcome("new owner", 3, Receipt.Status.ACCEPTED));
        assertThat(cutAnew.done()).isTrue();
    }

    @Test
    void aMessageThatTheNextOwnerCutIntoFewerSegmentsIsDoneWithTheLastOfThem() {
        request.outcome(outcome(1, Receipt.Status.ACCEPTED));
        request.submitting(announcedBy("new owner", 2, "00000000"));
        request.outcome(outcome("new owner", 1, Receipt.Status.ACCEPTED));
        assertThat(request.done()).isFalse();
        request.outcome(outcome("new owner", 2, Receipt.Status.ACCEPTED));
        assertThat(request.done()).isTrue();
    }

    @Test
    void theSegmentsOfAMessageCutAnewWithoutAnyDoubtAreNotInDoubt() {
        request.withdrawn("w");
        request.submitting(announcedBy("new owner", 3, message().cut().checksum()));
        request.withdrawn("new owner");
        assertThat(attemptsAfterRecovery()).containsExactly(0, 0, 0);
    }

    @Test
    void aMessageAcceptedWholeStaysDoneHoweverAnotherWorkerCutsIt() {
        List.of(1, 2, 3).forEach(segment -> request.outcome(outcome(segment, Receipt.Status.ACCEPTED)));
        request.submitting(announcedBy("another", 4, "00000000"));
        assertThat(request.done()).isTrue();
    }

    @Test
    void whatAnEarlierOwnerMayHaveSubmittedAgainIsDoubledThoughDoubtsAreOnlyReportedNow() {
        request.outcome(outcome(1, Receipt.Status.IN_DOUBT));
        OutboundMessage message = message(OnInDoubt.REPORT);
        request.applyTo(message);
        assertThat(message.isPossiblyDoubled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsOnlyToBeReportedWasSubmittedOnceHoweverItIsCut(boolean sameCut) {
        JournalledRequest announced = new JournalledRequest(
                SubmissionRecordSubmittingBuilder.builder(
                                announcedBy("w", 3, sameCut ? message().cut().checksum() : "00000000"))
                        .onInDoubt(SendRequest.OnInDoubt.REPORT)
                        .build(),
                0);
        announced.outcome(outcome(1, Receipt.Status.IN_DOUBT));
        OutboundMessage message = message(OnInDoubt.REPORT);
        announced.applyTo(message);
        assertThat(attempts(message)).containsExactly(1, 1, 1);
        assertThat(message.isPossiblyDoubled()).isFalse();
    }

    @Test
    void ofAMessageCutOtherwiseEachSegmentMayHaveBeenSubmittedAsOftenAsAny() {
        JournalledRequest onceInDoubt = cut(false);
        onceInDoubt.outcome(outcome(2, Receipt.Status.IN_DOUBT)); // and submitted again, perhaps
        JournalledRequest ofTwoWorkers = cut(false);
        ofTwoWorkers.submitting(announcedBy("new owner", "00000000"));
        for (JournalledRequest twice : List.of(onceInDoubt, ofTwoWorkers)) {
            OutboundMessage message = message();
            twice.applyTo(message);
            assertThat(attempts(message)).containsExactly(2, 2, 2);
            assertThat(message.isPossiblyDoubled()).isTrue();
        }
    }

    @Test
    void ofAMessageCutOtherwiseWhatWasSubmittedOnceIsNotPossiblyDoubled() {
        JournalledRequest announced = cut(false);
        announced.outcome(outcome(1, Receipt.Status.ACCEPTED));
        OutboundMessage message = message();
        announced.applyTo(message);
        assertThat(attempts(message)).containsExactly(1, 1, 1);
        assertThat(message.isPossiblyDoubled()).isFalse();
    }

    @Test
    void aMessageThatTheProviderRefusedIsNotSentInOtherSegments() {
        JournalledRequest refused = cut(false);
        refused.outcome(outcome(2, Receipt.Status.REJECTED));
        OutboundMessage message = message();
        refused.applyTo(message);
        OutboundScene scene = new OutboundScene(4, null, null);
        scene.outbound.take(message);
        scene.run(Duration.ofSeconds(1));
        assertThat(scene.provider.arrivals).isEmpty();
        assertThat(scene.ends.all).containsExactly(RequestEnd.REJECTED);
    }

    private static JournalledRequest cut(boolean same) {
        return new JournalledRequest(announcedBy("w", same ? message().cut().checksum() : "00000000"), 0);
    }

    private static int[] attempts(OutboundMessage message) {
        return new int[] {message.attempts(1), message.attempts(2), message.attempts(3)};
    }

    /** Attempts of each segment of a message announced with this checksum, and not submitted. */
    private static int[] withdrawn(@Nullable String checksum) {
        JournalledRequest announced = new JournalledRequest(announcedBy("w", checksum), 0);
        announced.withdrawn("w");
        OutboundMessage message = message();
        announced.applyTo(message);
        return attempts(message);
    }

    private static SubmissionRecord.Submitting announcedBy(String worker) {
        return announcedBy(worker, null);
    }

    private static SubmissionRecord.Submitting announcedBy(String worker, @Nullable String checksum) {
        return announcedBy(worker, 3, checksum);
    }

    private static SubmissionRecord.Submitting announcedBy(String worker, int segments, @Nullable String checksum) {
        return SubmissionRecordSubmittingBuilder.builder()
                .messageId("m")
                .at(NOW)
                .worker(worker)
                .topic("sms.outbound")
                .partition(0)
                .offset(7)
                .to("27820000001")
                .segments(segments)
                .receipt(SendRequest.RegisteredDelivery.FINAL)
                .reference(9)
                .checksum(checksum)
                .build();
    }
}

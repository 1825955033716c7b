package io.smppworker.correlate;

import static io.smppworker.correlate.Entries.receipt;
import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.correlate.IdOutcome.Matched;
import io.smppworker.correlate.IdOutcome.Unmatched;
import io.smppworker.schemas.DeliveryRecord;
import io.smppworker.schemas.Receipt.Status;
import io.smppworker.schemas.SubmissionRecord;
import io.smppworker.schemas.SubmissionRecordOutcomeBuilder;
import io.smppworker.streams.Fold;
import io.smppworker.streams.RecordSerde;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an SMSC message id. Long, because outcome, receipt and repetition may come in any order. */
class IdFoldTest {
    private static final IdEvent.Accepted OWNER =
            new IdEvent.Accepted("m1", 2, "A1", null, null, 0, Settings.IDS_KEPT_MILLIS);
    private static final IdEvent ENROUTE = IdEvent.Reported.of(receipt("a1", Status.ENROUTE, "ENROUTE"));
    private static final IdEvent DELIVERED = IdEvent.Reported.of(receipt("a1", Status.DELIVERED, "DELIVRD"));

    private final CorrelatorCounters counters = new CorrelatorCounters();
    private final IdFold fold = new IdFold(Settings.defaults(), counters);
    private final List<String> matched = new ArrayList<>();
    private @Nullable IdState state;

    private @Nullable Duration take(IdEvent event) {
        Fold.Step<IdState, IdOutcome> step = fold.on("a1", state, event);
        state = step.state();
        for (Fold.Emission<IdOutcome> emission : step.emissions()) {
            MessageEvent.Report report = ((Matched) emission.value()).report();
            assertThat(report.smscMessageId()).isEqualTo("A1");
            matched.add(emission.key() + "/" + report.segment() + " " + report.rawStatus());
        }
        return step.keepFor();
    }

    /** The state's time is up, so long after the receipts came. */
    private Fold.Step<IdState, IdOutcome> expired(Duration later) {
        Fold.Step<IdState, IdOutcome> step = fold.expired("a1", Objects.requireNonNull(state), Entries.AT.plus(later));
        state = step.state();
        return step;
    }

    @Test
    void aReceiptFindsTheSegmentThatHasItsId() {
        assertThat(take(OWNER)).isEqualTo(Settings.defaults().idsKept());
        assertThat(take(DELIVERED)).isEqualTo(Settings.REMEMBER_FOR);
        assertThat(matched).containsExactly("m1/2 DELIVRD");
    }

    @Test
    void earlyReceiptsWaitAndKeepTheirOrder() {
        assertThat(take(ENROUTE)).isEqualTo(Settings.UNMATCHED_AFTER);
        assertThat(take(DELIVERED)).isNull();
        assertThat(take(DELIVERED)).isNull();
        assertThat(matched).isEmpty();

        assertThat(take(OWNER)).isEqualTo(Settings.REMEMBER_FOR);
        assertThat(matched).containsExactly("m1/2 ENROUTE", "m1/2 DELIVRD");
    }

    @Test
    void theSameOwnerTwiceChangesNothing() {
        take(OWNER);
        take(DELIVERED);
        IdState before = state;
        assertThat(take(OWNER)).isNull();
        assertThat(state).isEqualTo(before);
    }

    @Test
    void anIdGivenTwiceBelongsToItsNewestOwner() {
        take(OWNER);
        take(new IdEvent.Accepted("m9", 1, "A1", null, null, 0, Settings.IDS_KEPT_MILLIS));
        take(DELIVERED);
        assertThat(matched).containsExactly("m9/1 DELIVRD");
    }

    @Test
    void addressesDecideBetweenSeveralOwners() {
        take(owner("A", "27820000001"));
        take(owner("B", "27820000002"));
        take(from("27820000001", Status.DELIVERED));
        assertThat(matched).containsExactly("A/1 DELIVERED");
        take(from("+27820000002", Status.EXPIRED));
        assertThat(matched).containsExactly("A/1 DELIVERED", "B/1 EXPIRED");
        take(from("27820000001", Status.DELIVERED));
        assertThat(matched).endsWith("A/1 DELIVERED");
    }

    @Test
    void aNumberWithoutItsCountryCodeIsTheSameNumber() {
        take(owner("A", "27820000001"));
        take(owner("B", "27820000002"));
        take(from("0820000001", Status.DELIVERED));
        assertThat(matched).containsExactly("A/1 DELIVERED");
    }

    @Test
    void addressesThatWereNotTurnedRoundDecideTheSame() {
        take(owner("A", "27820000001"));
        take(owner("B", "27820000002"));
        take(report("Shop", "27820000001", Status.DELIVERED));
        assertThat(matched).containsExactly("A/1 DELIVERED");
    }

    @Test
    void theSenderDecidesBetweenTwoForOneHandset() {
        take(new IdEvent.Accepted("A", 1, "A1", "27820000001", "Shop", 0, Settings.IDS_KEPT_MILLIS));
        take(new IdEvent.Accepted("B", 1, "A1", "27820000001", "Bank", 0, Settings.IDS_KEPT_MILLIS));
        take(report("27820000001", "Shop", Status.DELIVERED));
        take(report("27820000001", "Bank", Status.EXPIRED));
        assertThat(matched).containsExactly("A/1 DELIVERED", "B/1 EXPIRED");
    }

    @Test
    void whereAddressesDoNotDecideTheNewestWithoutAnEndHasIt() {
        take(owner("A", "27820000001"));
        take(owner("B", "27820000001"));
        take(from("27820000001", Status.DELIVERED));
        take(from("27820000001", Status.EXPIRED));
        assertThat(matched).containsExactly("B/1 DELIVERED", "A/1 EXPIRED");
    }

    @Test
    void withOneOwnerAddressesDecideNothing() {
        take(owner("A", "27820000001"));
        take(from("49170000000", Status.DELIVERED));
        take(from("49170000000", Status.UNDELIVERABLE));
        assertThat(matched).containsExactly("A/1 DELIVERED", "A/1 UNDELIVERABLE");
    }

    @Test
    void theReceiptOfTheNextOwnerMayComeBeforeItsSubmitResponse() {
        take(owner("A", "27820000001"));
        take(from("27820000001", Status.DELIVERED));
        take(from("27820000002", Status.EXPIRED));
        assertThat(matched).containsExactly("A/1 DELIVERED");
        take(owner("B", "27820000002"));
        assertThat(matched).containsExactly("A/1 DELIVERED", "B/1 EXPIRED");
    }

    @Test
    void receiptsOfTwoOwnersMayComeBeforeBoth() {
        take(from("27820000001", Status.DELIVERED));
        take(from("27820000002", Status.DELIVERED));
        take(owner("B", "27820000002"));
        assertThat(matched).containsExactly("B/1 DELIVERED");
        take(owner("A", "27820000001"));
        assertThat(matched).containsExactly("B/1 DELIVERED", "A/1 DELIVERED");
    }

    @Test
    void aReceiptForTheNextOwnerThatNeverComesIsUnmatched() {
        take(owner("A", "27820000001"));
        take(from("27820000001", Status.DELIVERED));
        take(from("27820000002", Status.EXPIRED));
        assertThat(expired(Settings.UNMATCHED_AFTER).emissions())
                .extracting(emission -> ((Unmatched) emission.value()).receipt().status())
                .containsExactly(Status.EXPIRED);
    }

    @Test
    void oneIdForAllSegmentsIsReportedOnAsAWhole() {
        take(new IdEvent.Accepted("A", 1, "A1", "27820000001", "Shop", 0, Settings.IDS_KEPT_MILLIS));
        take(new IdEvent.Accepted("A", 2, "A1", "27820000001", "Shop", 0, Settings.IDS_KEPT_MILLIS));
        take(from("27820000001", Status.DELIVERED));
        assertThat(matched).containsExactly("A/1 DELIVERED", "A/2 DELIVERED");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void soItIsWhenTheReceiptComesBeforeTheLastSegmentsId(int segmentsBefore) {
        List<IdEvent> segments = List.of(
                new IdEvent.Accepted("A", 1, "A1", "27820000001", "Shop", 0, Settings.IDS_KEPT_MILLIS),
                new IdEvent.Accepted("A", 2, "A1", "27820000001", "Shop", 0, Settings.IDS_KEPT_MILLIS));
        segments.subList(0, segmentsBefore).forEach(this::take);
        take(from("27820000001", Status.DELIVERED));
        segments.subList(segmentsBefore, 2).forEach(this::take);
        assertThat(matched).containsExactly("A/1 DELIVERED", "A/2 DELIVERED");
        assertThat(Objects.requireNonNull(state).isSettled()).isTrue();
    }

    @Test
    void aReceiptFromElsewhereThanAllOwnersIsForNoneOfThem() {
        take(owner("A", "27820000001"));
        take(owner("B", "27820000002"));
        take(from("27820000003", Status.DELIVERED));
        assertThat(matched).isEmpty();
        take(owner("C", "27820000003"));
        assertThat(matched).containsExactly("C/1 DELIVERED");
        take(from("27820000004", Status.DELIVERED));
        assertThat(expired(Settings.UNMATCHED_AFTER).emissions())
                .extracting(emission -> ((Unmatched) emission.value()).receipt().to())
                .containsExactly("27820000004");
        assertThat(matched).containsExactly("C/1 DELIVERED");
    }

    @Test
    void aRepeatedReceiptFromAnotherAddressStaysWithWhomItWasFor() {
        take(owner("A", "27820000001"));
        take(from("30001", Status.DELIVERED));
        take(owner("B", "27820000002"));
        take(from("30001", Status.DELIVERED));
        assertThat(matched).containsExactly("A/1 DELIVERED", "A/1 DELIVERED");
    }

    @Test
    void theOnlyOwnerHasInTheEndWhatCameBeforeItFromElsewhere() {
        take(from("27820000001", Status.ENROUTE));
        take(from("30001", Status.DELIVERED));
        take(owner("A", "27820000001"));
        assertThat(matched).containsExactly("A/1 ENROUTE");
        assertThat(expired(Settings.UNMATCHED_AFTER).emissions())
                .extracting(emission -> ((Matched) emission.value()).report().status())
                .containsExactly(Status.DELIVERED);
        assertThat(Objects.requireNonNull(state).isSettled()).isTrue();
    }

    @Test
    void aParkedReceiptHasATimeOfItsOwn() {
        take(owner("A", "27820000001"));
        take(from("27820000001", Status.DELIVERED));
        assertThat(take(from("27820000002", Status.EXPIRED))).isEqualTo(Settings.UNMATCHED_AFTER);
        Duration early = Settings.UNMATCHED_AFTER.dividedBy(4);
        Fold.Step<IdState, IdOutcome> tooSoon = expired(early);
        assertThat(tooSoon.emissions()).isEmpty();
        assertThat(tooSoon.keepFor()).isEqualTo(Settings.UNMATCHED_AFTER.minus(early));
        assertThat(expired(Settings.UNMATCHED_AFTER).emissions()).hasSize(1);
    }

    @Test
    void anOwnerIsKnownForLongerThanAReceiptOfAnother() {
        take(owner("A", "27820000001"));
        take(owner("B", "27820000002"));
        take(from("27820000003", Status.DELIVERED));
        assertThat(expired(Settings.UNMATCHED_AFTER).keepFor())
                .isEqualTo(Settings.defaults().idsKept());
        take(from("27820000001", Status.DELIVERED));
        assertThat(matched).containsExactly("A/1 DELIVERED");
    }

    @Test
    void anOwnerThatWasPushedOutHasNoOtherTakeItsReceipt() {
        for (int i = 0; i <= IdState.MOST_OWNERS; i++) {
            take(owner("m" + i, "2782000" + (1000 + i)));
        }
        take(from("27820001000", Status.DELIVERED));
        assertThat(matched).isEmpty();
    }

    @Test
    void anIdThatEveryMessageHasIsKeptForTheNewestOnly() {
        for (int i = 0; i < 100; i++) {
            take(owner("m" + i, "2782000" + (1000 + i)));
        }
        assertThat(Objects.requireNonNull(state).owners()).hasSize(IdState.MOST_OWNERS);
        take(from("27820001099", Status.DELIVERED));
        assertThat(matched).containsExactly("m99/1 DELIVERED");
    }

    private static IdEvent owner(String messageId, String to) {
        return new IdEvent.Accepted(messageId, 1, "A1", to, "Shop", 0, Settings.IDS_KEPT_MILLIS);
    }

    private static IdEvent from(String handset, Status status) {
        return report(handset, "Shop", status);
    }

    private static IdEvent report(String from, String to, Status status) {
        return new IdEvent.Reported(
                "d-" + from,
                Entries.AT,
                from,
                to,
                new DeliveryRecord.ReceiptPart("a1", status, status.name(), null, null),
                "00",
                null);
    }

    @Test
    void whatWaitedInVainIsUnmatched() {
        take(ENROUTE);
        take(DELIVERED);
        assertThat(expired(Settings.UNMATCHED_AFTER.plusDays(1)).emissions())
                .extracting(emission -> ((Unmatched) emission.value()).receipt().status())
                .containsExactly(Status.ENROUTE, Status.DELIVERED);
    }

    @Test
    void anOwnerIsForgottenWithoutAWord() {
        take(OWNER);
        assertThat(expired(Settings.UNMATCHED_AFTER).emissions()).isEmpty();
    }

    @Test
    void theStateSurvivesItsStoredForm() {
        take(ENROUTE);
        take(OWNER);
        take(DELIVERED);
        take(owner("B", "27820000002"));
        take(from("27820000003", Status.DELIVERED));
        RecordSerde<IdState> form = RecordSerde.compact(IdState.class);
        byte[] stored = form.write(Objects.requireNonNull(state));
        assertThat(form.read(stored, 0, stored.length)).isEqualTo(state);
    }

    /** A provider reports at the end of the validity, however long that is. */
    @Test
    void anIdIsKnownForAsLongAsItsMessageIsValid() {
        SubmissionRecord.Outcome accepted = Entries.accepted("m1", 1, "A1");
        Instant validUntil = accepted.at().plus(Duration.ofDays(30));
        SubmissionRecord.Outcome lasting = SubmissionRecordOutcomeBuilder.builder()
                .messageId(accepted.messageId())
                .at(accepted.at())
                .worker(accepted.worker())
                .segment(accepted.segment())
                .status(accepted.status())
                .server(accepted.server())
                .bind(accepted.bind())
                .submittedAt(accepted.submittedAt())
                .attempts(accepted.attempts())
                .smscMessageId(accepted.smscMessageId())
                .error(accepted.error())
                .respondedAt(accepted.respondedAt())
                .possibleDuplicate(accepted.possibleDuplicate())
                .to(accepted.to())
                .from(accepted.from())
                .validUntil(validUntil)
                .build();
        assertThat(take(Objects.requireNonNull(IdEvent.Accepted.of(lasting, 0, Settings.defaults()))))
                .isGreaterThan(Duration.ofDays(30));
    }
}

package io.smppworker.sandbox.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.SubmitSm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiptPlanTest {
    private static final Instant SUBMITTED = Instant.parse("2026-03-01T10:00:05Z");
    private static final Delay DELAY = Delay.between(Duration.ofMinutes(1), Duration.ofMinutes(1));
    private static final int ID_TLV = SmppConstants.TAG_RECEIPTED_MSG_ID;
    private static final int STATE_TLV = SmppConstants.TAG_MSG_STATE;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DOCUMENTED | id:42 sub:001 dlvrd:000 submit date:2603011000 done date:2603011001 stat:UNDELIV err:001 text:Hello | true | true
            TEXT_ALONE | id:42 sub:001 dlvrd:000 submit date:2603011000 done date:2603011001 stat:UNDELIV err:001 text:Hello | false | false
            BARE_TEXT | id:42 stat:UNDELIV | false | false
            CAPITAL_TEXT | id:42 sub:001 dlvrd:000 submit date:2603011000 done date:2603011001 stat:UNDELIV err:001 Text:Hello | false | false
            WORD_FOR_ERROR | id:42 sub:001 dlvrd:000 submit date:2603011000 done date:2603011001 stat:UNDELIV err:E-7F text:Hello | false | false
            DATES_WITH_SECONDS | id:42 sub:001 dlvrd:000 submit date:260301100005 done date:260301100105 stat:UNDELIV err:001 text:Hello | false | false
            QUOTED_RECEIPT | id:42 sub:001 dlvrd:000 submit date:2603011000 done date:2603011001 stat:UNDELIV err:001 text:id:41 stat:REJECTD err:099 | false | false
            TLVS_ALONE | '' | true | true
            ID_IN_TLV | sub:001 dlvrd:000 submit date:2603011000 done date:2603011001 stat:UNDELIV err:001 text:Hello | true | false
            STATE_IN_TLV | id:42 sub:001 dlvrd:000 submit date:2603011000 done date:2603011001  err:001 text:Hello | false | true
            TEXT_CONTRADICTS_TLVS | id:41 stat:REJECTD err:099 | true | true
            """)
    void everyFormIsWhatItSays(ReceiptForm form, String text, boolean idTlv, boolean stateTlv) {
        DeliverSmFields receipt = only(plan(Quirks.none().withForms(form)), ReceiptStory.ONCE);

        assertThat(text(receipt)).isEqualTo(text);
        assertThat(receipt.tlvs().containsKey(ID_TLV)).isEqualTo(idTlv);
        assertThat(receipt.tlvs().containsKey(STATE_TLV)).isEqualTo(stateTlv);
        assertThat(receipt.esmClass()).isEqualTo(DeliverSmFields.RECEIPT);
    }

    @Test
    void theTextMayGoInAnotherPlaceAndTheReceiptAsAnotherPdu() {
        DeliverSmFields payload = only(plan(Quirks.none().withForms(ReceiptForm.PAYLOAD)), ReceiptStory.ONCE);
        assertThat(payload.shortMessage()).isEmpty();
        assertThat(payload.tlvs()).containsOnlyKeys((int) SmppConstants.TAG_MESSAGE_PAYLOAD);

        DeliverSmFields dataSm = only(plan(Quirks.none().withForms(ReceiptForm.DATA_SM)), ReceiptStory.ONCE);
        assertThat(dataSm.dataSm()).isTrue();

        DeliverSmFields bits = only(plan(Quirks.none().withForms(ReceiptForm.OTHER_ESM_BITS)), ReceiptStory.ONCE);
        assertThat(bits.esmClass()).isEqualTo(0xC7);
        assertThat(bits.receipt()).isTrue();
    }

    @Test
    void everyStoryHasItsReceiptsInItsOrder() {
        assertThat(stats(ReceiptStory.ONCE)).containsExactly("UNDELIV +60000");
        assertThat(stats(ReceiptStory.EARLY)).containsExactly("UNDELIV +0");
        assertThat(stats(ReceiptStory.TWICE)).containsExactly("UNDELIV +60000", "UNDELIV +60000");
        assertThat(stats(ReceiptStory.PROGRESS)).containsExactly("ENROUTE +60000", "ACCEPTD +60050", "UNDELIV +60100");
        assertThat(stats(ReceiptStory.LATE_PROGRESS)).containsExactly("UNDELIV +60000", "ENROUTE +60050");
        assertThat(stats(ReceiptStory.CONTRADICTED)).containsExactly("UNDELIV +60000", "DELIVRD +60050");
        assertThat(only(plan(Quirks.none()), ReceiptStory.PROGRESS).esmClass())
                .isEqualTo(DeliverSmFields.INTERMEDIATE_NOTIFICATION);
    }

    @Test
    void storiesAreAsFrequentAsConfiguredAndDestinationsHaveTheirOwn() {
        ReceiptPlan plan = plan(Quirks.none().withStories(Map.of(ReceiptStory.TWICE, 5, ReceiptStory.EARLY, 20)));
        Map<ReceiptStory, Integer> seen = new EnumMap<>(ReceiptStory.class);
        for (int i = 0; i < 10_000; i++) {
            seen.merge(plan.story(Outcome.DELIVERED), 1, Integer::sum);
        }
        assertThat(seen).containsOnlyKeys(ReceiptStory.ONCE, ReceiptStory.TWICE, ReceiptStory.EARLY);
        assertThat(seen.get(ReceiptStory.TWICE)).isBetween(400, 600);
        assertThat(seen.get(ReceiptStory.EARLY)).isBetween(1_800, 2_200);
        assertThat(plan.story(Outcome.of("27820009006"))).isEqualTo(ReceiptStory.EARLY);
        assertThat(plan.story(Outcome.of("27820009007"))).isEqualTo(ReceiptStory.TWICE);
        assertThat(plan(Quirks.none()).story(Outcome.DELIVERED)).isEqualTo(ReceiptStory.ONCE);
    }

    @Test
    void onlyTheFirstSegmentIsReportedOnWhenSoWished() {
        ReceiptPlan plan = plan(Quirks.none().withFirstSegmentOnly());
        assertThat(receipts(plan, segment(1), ReceiptStory.ONCE)).hasSize(1);
        assertThat(receipts(plan, segment(2), ReceiptStory.ONCE)).isEmpty();
        assertThat(receipts(plan(Quirks.none()), segment(2), ReceiptStory.ONCE)).hasSize(1);
    }

    private static SubmitSm segment(int index) {
        return Submits.of("Worker", "27820000001", 0x40, 0, new byte[] {5, 0, 3, 42, 3, (byte) index, 'H', 'i'});
    }

    private static ReceiptPlan plan(Quirks quirks) {
        SplittableRandom random = new SplittableRandom(1);
        return new ReceiptPlan(quirks, new MessageIds(new AtomicLong(), quirks, random), DELAY, random);
    }

    private static DeliverSmFields only(ReceiptPlan plan, ReceiptStory story) {
        return receipts(plan, Submits.to("27820009001"), story).get(0).fields();
    }

    /** Of message 42, which follows 41. */
    private static List<ReceiptPlan.Planned> receipts(ReceiptPlan plan, SubmitSm pdu, ReceiptStory story) {
        Outcome outcome = Outcome.of("27820009001");
        var unused = plan.receipts(pdu, "41", outcome, story, SUBMITTED);
        return plan.receipts(pdu, "42", outcome, story, SUBMITTED);
    }

    private static List<String> stats(ReceiptStory story) {
        return receipts(plan(Quirks.none().withForms(ReceiptForm.BARE_TEXT)), Submits.to("27820009001"), story).stream()
                .map(planned -> text(planned.fields()).replaceFirst(".*stat:", "")
                        + " +"
                        + Duration.ofNanos(planned.delayNanos()).toMillis())
                .toList();
    }

    private static String text(DeliverSmFields fields) {
        return new String(fields.shortMessage(), StandardCharsets.US_ASCII);
    }
}

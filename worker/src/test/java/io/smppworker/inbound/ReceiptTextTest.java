package io.smppworker.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptTextTest {
    private static final ReceiptText WHOLE = new ReceiptText("0123456789", "DELIVRD", "000", "2603011001 ");

    @Test
    void theFormOfAppendixBIsRead() {
        assertThat(ReceiptText.parse(DeliverSms.APPENDIX_B)).isEqualTo(WHOLE);
    }

    @Test
    void fieldNamesAreReadInAnyCase() {
        assertThat(ReceiptText.parse("ID:7 Sub:001 DLVRD:001 Submit Date:2603011000 DONE DATE:2603011001 Stat:UNDELIV"
                        + " ERR:044 Text:x"))
                .isEqualTo(new ReceiptText("7", "UNDELIV", "044", "2603011001 "));
    }

    @Test
    void fieldsAreReadInAnyOrder() {
        assertThat(ReceiptText.parse("stat:EXPIRED done date:260301100159 err:0x1F id:abc-def"))
                .isEqualTo(new ReceiptText("abc-def", "EXPIRED", "0x1F", "260301100159 "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id:77", "id:77 sub:001 dlvrd:001 text:", "id: 77 err: stat: text:none", "id:77\0\0\0"})
    void anyFieldMayBeMissingOrEmpty(String text) {
        assertThat(ReceiptText.parse(text)).isEqualTo(new ReceiptText("77", null, null, null));
    }

    @Test
    void nothingIsTakenFromTheQuotedText() {
        assertThat(ReceiptText.parse("sub:001 text:id:99 stat:DELIVRD err:1 done date:2603011001"))
                .isEqualTo(new ReceiptText(null, null, null, null));
    }

    @Test
    void theTextMayFollowAnEmptyFieldDirectly() {
        assertThat(ReceiptText.parse("id:5 err:text:stat:DELIVRD")).isEqualTo(new ReceiptText("5", null, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"done_date", "donedate", "DoneDate", "Done Date"})
    void theSpaceInAFieldNameIsNotNeeded(String name) {
        assertThat(ReceiptText.parse("id:5 " + name + ":2603011001"))
                .isEqualTo(new ReceiptText("5", null, null, "2603011001"));
    }

    @Test
    void aStatusMayBeOfSeveralWords() {
        assertThat(ReceiptText.parse("id:5 stat:NOT  DELIVERED err:1").stat()).isEqualTo("NOT DELIVERED");
        assertThat(ReceiptText.parse("id:5 stat:SENT price:0.1 err:1").stat()).isEqualTo("SENT");
        assertThat(ReceiptText.parse("stat:" + "word ".repeat(1000)).stat()).hasSizeLessThan(70);
    }

    @Test
    void aByteOrderMarkIsNoPartOfAName() {
        assertThat(ReceiptText.parse("\uFEFFid:5").id()).isEqualTo("5");
    }

    @Test
    void ofARepeatedFieldTheFirstCounts() {
        assertThat(ReceiptText.parse("id:5 stat:DELIVRD id:6 stat:UNDELIV"))
                .isEqualTo(new ReceiptText("5", "DELIVRD", null, null));
    }

    @Test
    void aFieldNameInsideAWordIsNoField() {
        assertThat(ReceiptText.parse("paid:9 id:5 valid:8 laststat:X stat:DELIVRD"))
                .isEqualTo(new ReceiptText("5", "DELIVRD", null, null));
    }

    @Test
    void trailingNulsAndListSeparatorsAreNoPartOfAValue() {
        assertThat(ReceiptText.parse("id:5, stat:DELIVRD; err:000\0\0"))
                .isEqualTo(new ReceiptText("5", "DELIVRD", "000", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "id", "id:", ":", "text:id:1", "done date:", "stat"})
    void whatHoldsNothingIsEmpty(String text) {
        ReceiptText parsed = ReceiptText.parse(text);
        assertThat(parsed.id()).isNull();
        assertThat(parsed.stat()).isNull();
        assertThat(parsed.err()).isNull();
    }
}

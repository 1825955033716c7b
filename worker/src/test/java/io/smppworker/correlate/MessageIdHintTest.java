package io.smppworker.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.message.MessageIdForm;
import io.smppworker.message.SegmentReceipts;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageIdHintTest {
    private final Random random = new Random(7);

    private static MessageIdHint hint(MessageIdForm submitResp, MessageIdForm receipt) {
        return new MessageIdHint(Settings.of(Settings.TOPICS, submitResp, receipt, SegmentReceipts.ALL, 8));
    }

    private void messages(MessageIdHint hint, int count, MessageIdForm submitResp, MessageIdForm receipt) {
        for (int i = 0; i < count; i++) {
            long id = random.nextLong(1L << 40, 1L << 41);
            hint.accepted(written(id, submitResp, receipt));
            hint.reported(written(id, receipt, submitResp));
        }
    }

    /** Raw on both sides is decimal here. */
    private static String written(long id, MessageIdForm form, MessageIdForm other) {
        return form == MessageIdForm.HEX || (form == MessageIdForm.RAW && other == MessageIdForm.DECIMAL)
                ? Long.toHexString(id).toUpperCase(Locale.ROOT)
                : Long.toString(id);
    }

    @ParameterizedTest
    @CsvSource({
        "RAW, RAW, HEX, DECIMAL",
        "RAW, RAW, DECIMAL, HEX",
        "HEX, DECIMAL, RAW, RAW",
        "HEX, DECIMAL, DECIMAL, HEX",
        "DECIMAL, HEX, RAW, RAW",
        "DECIMAL, HEX, HEX, DECIMAL"
    })
    void theSettingThatWouldMatchIsNamed(
            MessageIdForm setSubmitResp, MessageIdForm setReceipt, MessageIdForm submitResp, MessageIdForm receipt) {
        MessageIdHint hint = hint(setSubmitResp, setReceipt);
        messages(hint, 19, submitResp, receipt);
        assertThat(hint.inWords()).describedAs("too few to say").isNull();
        messages(hint, 11, submitResp, receipt);
        assertThat(hint.inWords())
                .contains("30 match")
                .contains("account.messageIds: {submitResp: %s, receipt: %s}"
                        .formatted(
                                submitResp.name().toLowerCase(Locale.ROOT),
                                receipt.name().toLowerCase(Locale.ROOT)));
        assertThat(hint.receipts()).isEqualTo(30);
    }

    @ParameterizedTest
    @CsvSource({"RAW, RAW", "HEX, DECIMAL", "DECIMAL, HEX"})
    void whatMatchesAsItIsSetNeedsNoHint(MessageIdForm submitResp, MessageIdForm receipt) {
        MessageIdHint hint = hint(submitResp, receipt);
        messages(hint, 300, submitResp, receipt);
        assertThat(hint.inWords()).isNull();
        assertThat(hint.receipts()).isZero();
    }

    @Test
    void receiptsOfMessagesThatThisProcessNeverSawAreNoReason() {
        MessageIdHint hint = hint(MessageIdForm.RAW, MessageIdForm.RAW);
        for (int i = 0; i < 300; i++) {
            hint.accepted("a" + i);
            hint.reported("b" + i);
        }
        assertThat(hint.inWords()).isNull();
    }

    @Test
    void theHintEndsWithItsReason() {
        MessageIdHint hint = hint(MessageIdForm.RAW, MessageIdForm.RAW);
        messages(hint, 50, MessageIdForm.HEX, MessageIdForm.DECIMAL);
        assertThat(hint.inWords()).isNotNull();
        messages(hint, 100, MessageIdForm.RAW, MessageIdForm.RAW);
        assertThat(hint.inWords()).isNull();
    }
}

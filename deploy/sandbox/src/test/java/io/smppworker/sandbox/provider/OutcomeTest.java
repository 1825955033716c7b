package io.smppworker.sandbox.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeTest {
    @ParameterizedTest
    @CsvSource({
        "27821234567, 0, DELIVRD, 2, 1, false",
        "27821239000, 0, DELIVRD, 2, 1, false",
        "27821239001, 0, UNDELIV, 5, 1, false",
        "27821239002, 0, EXPIRED, 3, 1, false",
        "27821239003, 0, BLIST, 8, 1, false",
        "27821239004, 0, '', 0, 0, false",
        "27821239005, 0, REJECTD, 8, 1, false",
        "27821239006, 0, DELIVRD, 2, 1, true",
        "27821239007, 0, DELIVRD, 2, 2, false",
        "27821239008, 0, DELIVRD, 2, 1, false",
        "27821297011, 11, '', 0, 0, false",
        "27821298011, 11, '', 0, 0, false",
        "27821297255, 255, '', 0, 0, false",
        "27821297000, 0, DELIVRD, 2, 1, false",
        "97088, 88, '', 0, 0, false",
        "7088, 0, DELIVRD, 2, 1, false",
        "9001, 0, UNDELIV, 5, 1, false",
        "123, 0, DELIVRD, 2, 1, false",
    })
    void theLastDigitsShowWhatBecomesOfIt(
            String destination, int status, String stat, int state, int receipts, boolean receiptFirst) {
        Outcome outcome = Outcome.of(destination);

        assertThat(outcome.commandStatus()).isEqualTo(status);
        assertThat(outcome.stat()).isEqualTo(stat);
        assertThat(outcome.messageState()).isEqualTo(state);
        assertThat(outcome.receipts()).isEqualTo(receipts);
        assertThat(outcome.receiptFirst()).isEqualTo(receiptFirst);
        assertThat(outcome.failed()).isEqualTo(status == 0 && receipts > 0 && state != 2);
    }

    @Test
    void onlyOneKindOfDestinationGetsNoId() {
        assertThat(Outcome.isWithoutId("27821239009")).isTrue();
        assertThat(Outcome.isWithoutId("27821239008")).isFalse();
        assertThat(Outcome.of("27821239009")).isEqualTo(Outcome.DELIVERED);
    }
}

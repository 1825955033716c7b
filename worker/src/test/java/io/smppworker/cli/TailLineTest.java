package io.smppworker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TailLineTest {
    private static final String RECEIPT = "{\"messageId\":\"a-1\",\"eventId\":\"e\",\"stage\":\"delivery\","
            + "\"status\":\"DELIVERED\",\"final\":true,\"at\":\"2026-11-28T10:00:00Z\",\"to\":\"27820000001\","
            + "\"from\":\"30001\",\"segments\":[],\"context\":{\"n\":1.00},\"fieldOfLater\":\"ü\"}";
    private static final String INBOUND =
            "{\"inboundId\":\"i-1\",\"from\":\"27820000001\",\"to\":\"30001\",\"text\":\"a\\n"
                    + "b\\u001b[2J\",\"dataCoding\":0,\"parts\":1,\"complete\":true,\"server\":\"smpp1\",\"bind\":1,"
                    + "\"worker\":\"w1\",\"receivedAt\":\"2026-11-28T10:00:00Z\",\"esmClass\":64}";

    @Test
    void jsonIsTheRecordOnOneLineWithWhatThisVersionDoesNotKnow() {
        assertThat(line(RECEIPT, false).json()).isEqualTo(RECEIPT);
        assertThat(line(INBOUND.replace(",\"to\"", ",\n  \"to\""), true).json())
                .isEqualTo(INBOUND.replace("\\u001b", "\\u001B"));
    }

    @Test
    void forAPersonItIsInWordsAndATerminalIsGivenNoOrders() {
        assertThat(line(RECEIPT, false).forPeople())
                .isEqualTo("2026-11-28T10:00:00Z  a-1  delivery  DELIVERED.  to 27820000001");
        assertThat(line(INBOUND, true).forPeople())
                .isEqualTo("2026-11-28T10:00:00Z  i-1  inbound  from 27820000001 to 30001  a\\nb\\u001b[2J");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "1",
                "hello",
                "{\"messageId\":\"a\"}",
                "{\"inboundId\":\"a\",\"bind\":\"x\"}",
                "{\"messageId\":\"a\",\"at\":\"yesterday\"}",
                "{\"messageId\":\"a\",\"at\":\"2026-11-28T10:00:00Z\",\"status\":\"NEW\",\"segments\":[]}"
            })
    void whatIsNoRecordOfOursIsNoLine(String value) {
        assertThat(TailLine.of(octets(value), false)).isNull();
        assertThat(TailLine.of(octets(value), true)).isNull();
    }

    @Test
    void aTombstoneIsNoLine() {
        assertThat(TailLine.of(null, false)).isNull();
    }

    @Test
    void linesAreChosenByIdAndNumber() {
        TailLine line = line(RECEIPT, false);

        assertThat(takes(null, null, line)).isTrue();
        assertThat(takes("a-1", null, line)).isTrue();
        assertThat(takes("a-2", null, line)).isFalse();
        assertThat(takes(null, "+27820000001", line)).isTrue();
        assertThat(takes(null, "30001", line)).isTrue();
        assertThat(takes(null, "30002", line)).isFalse();
        assertThat(takes("a-1", "30002", line)).isFalse();
    }

    private static boolean takes(@Nullable String id, @Nullable String number, TailLine line) {
        return new TailLine.Filter(id, number).takes(line);
    }

    private static TailLine line(String value, boolean isInbound) {
        return Objects.requireNonNull(TailLine.of(octets(value), isInbound));
    }

    private static byte[] octets(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}

package io.smppworker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.config.RequestDefaults;
import io.smppworker.message.OnInDoubt;
import io.smppworker.message.RegisteredDelivery;
import io.smppworker.message.SmsRequest;
import io.smppworker.message.TextEncoding;
import io.smppworker.outbound.OutboundScene;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A validity counts from the record's timestamp where that can be, else from when the request is taken. */
class RecordTimeTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    private final RequestDecoder decoder = new RequestDecoder(
            OutboundScene.account(1),
            new RequestDefaults(null, TextEncoding.AUTO, RegisteredDelivery.FINAL, OnInDoubt.RESEND, false),
            2,
            List.of());

    private SmsRequest decoded(long timestampMillis, String json) {
        ConsumerRecord<byte[], byte[]> message = new ConsumerRecord<>(
                "sms.outbound",
                0,
                0,
                timestampMillis,
                TimestampType.CREATE_TIME,
                -1,
                -1,
                null,
                json.getBytes(StandardCharsets.UTF_8),
                new RecordHeaders(),
                Optional.empty());
        return ((RequestDecoder.Decoded.Valid) decoder.decode(message, NOW)).request();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        absent                    | -1                  | 2026-11-28T12:10:00Z
        the epoch                 | 0                   | 2026-11-28T12:10:00Z
        in seconds                | 1795867200          | 2026-11-28T12:10:00Z
        in microseconds           | 1795867200000000    | 2026-11-28T12:10:00Z
        in nanoseconds            | 1795867200000000000 | 2026-11-28T12:10:00Z
        the least                 | -9223372036854775808| 2026-11-28T12:10:00Z
        the greatest              | 9223372036854775807 | 2026-11-28T12:10:00Z
        a second ahead            | 1795867201000       | 2026-11-28T12:10:00Z
        an hour ahead             | 1795870800000       | 2026-11-28T12:10:00Z
        a year ahead              | 1827403200000       | 2026-11-28T12:10:00Z
        years old                 | 1577836800000       | 2026-11-28T12:10:00Z
        a year and a second old   | 1764331199000       | 2026-11-28T12:10:00Z
        now                       | 1795867200000       | 2026-11-28T12:10:00Z
        four minutes in a backlog | 1795866960000       | 2026-11-28T12:06:00Z
        an hour in a backlog      | 1795863600000       | 2026-11-28T11:10:00Z
        eight days in a backlog   | 1795176000000       | 2026-11-20T12:10:00Z
        """)
    void neitherAtOnceNorNever(String which, long timestampMillis, Instant validUntil) {
        SmsRequest request = decoded(
                timestampMillis, "{\"messageId\":\"a\",\"to\":\"27820000001\",\"text\":\"x\",\"validity\":\"PT10M\"}");

        assertThat(request.validUntil()).describedAs(which).isEqualTo(validUntil);
        assertThat(request.submitBefore()).isEqualTo(validUntil);
        assertThat(Duration.between(request.producedAt(), NOW)).isBetween(Duration.ZERO, RecordTime.OLDEST);
    }

    @ParameterizedTest
    @CsvSource({"-1", "0", "1795867200", "1827403200000", "9223372036854775807"})
    void withoutAValidityNothingExpiresByATimestamp(long timestampMillis) {
        SmsRequest request = decoded(timestampMillis, "{\"messageId\":\"a\",\"to\":\"27820000001\",\"text\":\"x\"}");

        assertThat(request.validUntil()).isNull();
        assertThat(request.submitBefore()).isNull();
    }

    @Test
    void anInstantInTheRequestIsTheUsersOwnAndHoldsWhateverTheTimestamp() {
        SmsRequest request = decoded(
                -1,
                "{\"messageId\":\"a\",\"to\":\"27820000001\",\"text\":\"x\",\"validity\":\"PT10M\",\"expiresAt\":\"2026-11-28T12:01:00Z\"}");

        assertThat(request.submitBefore()).isEqualTo(Instant.parse("2026-11-28T12:01:00Z"));
        assertThat(request.validUntil()).isEqualTo(Instant.parse("2026-11-28T12:10:00Z"));
    }

    @Test
    void theLongestValidityFromAnyTimestampHasAnEnd() {
        SmsRequest request = decoded(
                Long.MAX_VALUE,
                "{\"messageId\":\"a\",\"to\":\"27820000001\",\"text\":\"x\",\"validity\":\"P999999999D\"}");

        assertThat(request.validUntil()).isEqualTo(NOW.plus(Duration.ofDays(999_999_999)));
    }

    @Test
    void aRequestTakenAgainEndsNoLaterThanItDidFirst() {
        SmsRequest again =
                decoded(-1, "{\"messageId\":\"a\",\"to\":\"27820000001\",\"text\":\"x\",\"validity\":\"PT10M\"}");
        Instant first = NOW.plusSeconds(60);

        assertThat(again.validUntilAtMost(first).validUntil()).isEqualTo(first);
        assertThat(again.validUntilAtMost(first).submitBefore()).isEqualTo(first);
        assertThat(again.validUntilAtMost(NOW.plusSeconds(6000))).isEqualTo(again);
    }
}

package io.smppworker.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which dead letters a filter means, and what becomes of them. */
class DeadLetterFilterTest {
    @ParameterizedTest
    @CsvSource({
        "all, true",
        "reason=schema, true",
        "reason=sch*, true",
        "reason=schem, false",
        "messageId=order-*, true",
        "messageId=order.4711, false",
        "messageId=*4711, true",
        "topic=sms.outbound, true",
        "topic=sms.outbound.urgent, false",
        "worker=w1, true",
        "since=2026-11-27T08:00:00Z, true",
        "since=2026-11-27T08:00:01Z, false",
        "until=2026-11-27T08:00:00Z, false",
        "until=2026-11-27T08:00:01Z, true"
    })
    void aConditionIsMetOrNot(String condition, boolean met) {
        assertThat(DeadLetterFilter.of(List.of(condition)).matches(letter())).isEqualTo(met);
    }

    @Test
    void allConditionsMustBeMet() {
        assertThat(DeadLetterFilter.of(List.of("reason=schema", "worker=w1")).matches(letter()))
                .isTrue();
        assertThat(DeadLetterFilter.of(List.of("reason=schema", "worker=w2")).matches(letter()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "reson=x", "reason", "=x", "since=yesterday", "until="})
    void whatIsNoConditionIsRefusedWithWhatIsAllowed(String condition) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeadLetterFilter.of(List.of(condition)))
                .withMessageContaining(condition.isEmpty() ? "must be" : condition)
                .withMessageMatching(".*(must be all, or reason=|must have an instant such as).*");
    }

    @Test
    void theOriginalIsAsItWas() {
        ProducerRecord<byte[], byte[]> original = letter().original("sms.outbound");

        assertThat(original.topic()).isEqualTo("sms.outbound");
        assertThat(original.key()).isEqualTo(new byte[] {1});
        assertThat(original.value()).isEqualTo(new byte[] {2});
        assertThat(original.headers().toArray()).extracting(Header::key).containsExactly("traceparent");
    }

    private static DeadLetter letter() {
        ConsumerRecord<byte[], byte[]> stored =
                new ConsumerRecord<>("sms.dead-letters", 0, 0, new byte[] {1}, new byte[] {2});
        for (String[] header : new String[][] {
            {"traceparent", "00-1-2-01"},
            {"dead-letter.reason", "schema"},
            {"dead-letter.detail", "/to is required"},
            {"dead-letter.topic", "sms.outbound"},
            {"dead-letter.partition", "3"},
            {"dead-letter.offset", "17"},
            {"dead-letter.worker", "w1"},
            {"dead-letter.at", "2026-11-27T08:00:00Z"},
            {"dead-letter.message-id", "order-4711"}
        }) {
            stored.headers().add(header[0], header[1].getBytes(StandardCharsets.UTF_8));
        }
        return DeadLetter.of(stored);
    }
}

package io.smppworker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.config.KafkaConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the promises rest on holds whatever {@code kafka.properties} says. */
class ClientPropertiesTest {
    private static ClientProperties with(Map<String, String> users) {
        return new ClientProperties(
                new KafkaConfig("localhost:9092", "group", true, -1, Duration.ofSeconds(6), List.of(), users), "w1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"read_committed", "read_uncommitted"})
    void requestsAreReadCommittedAndTheJournalAsItIsStored(String users) {
        ClientProperties properties = with(Map.of("isolation.level", users));

        assertThat(properties.groupConsumer()).containsEntry("isolation.level", "read_committed");
        assertThat(properties.committedReader()).containsEntry("isolation.level", "read_committed");
        assertThat(properties.journalReader()).containsEntry("isolation.level", "read_uncommitted");
        assertThat(properties.reader()).containsEntry("isolation.level", "read_uncommitted");
    }

    /** Of two under way, the second would be taken by a leader that was not ready for the first, and the first never. */
    @Test
    void oneRequestIsUnderWayAtATime() {
        ClientProperties properties = with(Map.of("max.in.flight.requests.per.connection", "5"));

        assertThat(properties.producer()).containsEntry("max.in.flight.requests.per.connection", 1);
        assertThat(properties.deliveryProducer(Duration.ofSeconds(10)))
                .containsEntry("max.in.flight.requests.per.connection", 1);
    }

    @Test
    void aTransactionalIdOfTheUsersMakesNoneOfTheseProducersTransactional() {
        ClientProperties properties = with(Map.of("transactional.id", "mine", "client.rack", "a"));

        assertThat(Stream.of(
                        properties.producer(),
                        properties.deliveryProducer(Duration.ofSeconds(10)),
                        properties.statusProducer()))
                .allSatisfy(producer -> assertThat(producer)
                        .doesNotContainKey("transactional.id")
                        .containsEntry("client.rack", "a"));
    }
}

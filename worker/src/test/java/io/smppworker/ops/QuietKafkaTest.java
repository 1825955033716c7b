package io.smppworker.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuietKafkaTest {
    private static final String NETWORK = "org.apache.kafka.clients.NetworkClient";
    private static final String REFUSED =
            "[Producer clientId=w1] Connection to node {} ({}) could not be established. Node may not be available.";

    private final LoggerContext context = new LoggerContext();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private long nowNanos;

    @BeforeEach
    void install() {
        context.addTurboFilter(new QuietKafka(() -> nowNanos));
        context.getLogger("org.apache.kafka").setLevel(Level.WARN);
        log.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(log);
    }

    @Test
    void aBrokerThatIsAwayForAMinuteIsTwoLinesInOurWords() {
        for (int i = 0; i <= 640; i++) {
            nowNanos = Duration.ofMillis(i * 100L).toNanos();
            context.getLogger(NETWORK).warn(REFUSED, "1", "kafka/10.0.0.1:9092");
        }

        assertThat(lines())
                .containsExactly(
                        "WARN Kafka cannot be reached: [Producer clientId=w1] Connection to node 1 (kafka/10.0.0.1:9092)"
                                + " could not be established. Node may not be available.; repeated once a minute while it"
                                + " lasts",
                        "WARN Kafka cannot be reached, for 62 s now: [Producer clientId=w1] Connection to node 1"
                                + " (kafka/10.0.0.1:9092) could not be established. Node may not be available.; 599 more"
                                + " lines left out");
    }

    @Test
    void theClientsOwnLoggersPutTheArgumentsInFirst() {
        context.getLogger(NETWORK).warn("Bootstrap broker 10.0.0.1:9092 (id: -1 rack: null) disconnected");
        context.getLogger("org.apache.kafka.clients.producer.internals.Sender")
                .warn(
                        "Got error produce response with correlation id 9 on topic-partition t-0. Error: NETWORK_EXCEPTION");
        context.getLogger("org.apache.kafka.clients.consumer.internals.ConsumerCoordinator")
                .warn("Offset commit failed on partition t-0 at offset 0: This is not the correct coordinator.");

        assertThat(lines()).isEmpty();
    }

    @Test
    void whatBelongsToTheOrdinaryCourseIsLeftOut() {
        context.getLogger("org.apache.kafka.streams.StreamsConfig")
                .warn("Processing exception handler is not enabled for the GlobalThread.");
        context.getLogger("org.apache.kafka.streams.processor.internals.assignment.StandbyTaskAssignmentUtils")
                .warn("Unable to assign {} of {} standby tasks for task [{}]. There is", 1, 1, "0_1");

        assertThat(lines()).isEmpty();
    }

    @Test
    void aWarningThatIsNotKnownStaysAndSoDoesEveryError() {
        context.getLogger(NETWORK).warn("something new");
        context.getLogger(NETWORK).error(REFUSED, "1", "kafka");

        assertThat(lines()).hasSize(2).first().isEqualTo("WARN something new");
    }

    @Test
    void theSameWordsOfAnotherLoggerStay() {
        context.getLogger("io.smppworker.pool").warn(REFUSED, "1", "smsc");

        assertThat(lines()).hasSize(1);
    }

    @Test
    void atDebugAllIsLoggedAsItIs() {
        context.getLogger("org.apache.kafka").setLevel(Level.DEBUG);
        context.getLogger(NETWORK).warn(REFUSED, "1", "kafka");
        context.getLogger(NETWORK).debug("a detail");

        assertThat(lines()).hasSize(2);
    }

    @Test
    void whereWarningsAreOffNothingIsLogged() {
        context.getLogger("org.apache.kafka").setLevel(Level.ERROR);
        for (int i = 0; i < 10; i++) {
            nowNanos = Duration.ofSeconds(i).toNanos();
            context.getLogger(NETWORK).warn(REFUSED, "1", "kafka");
        }

        assertThat(lines()).isEmpty();
    }

    private List<String> lines() {
        return log.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }
}

package io.smppworker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.smppworker.ops.QuietKafka;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandLogTest {
    private final LoggerContext context = new LoggerContext();
    private final ListAppender<ILoggingEvent> asItIs = new ListAppender<>();
    private final StringWriter err = new StringWriter();
    private long nowNanos;

    @BeforeEach
    void install() {
        context.addTurboFilter(new QuietKafka(() -> nowNanos));
        asItIs.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(asItIs);
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.DEBUG);
        context.getLogger("org.apache.kafka").setLevel(Level.WARN);
        CommandLog.install(context, new PrintWriter(err, true));
    }

    @Test
    void ourOwnWarningsAreLinesForAPerson() {
        context.getLogger("io.smppworker.smpp.OutdatedTls").warn("{} is outdated", "TLSv1");
        context.getLogger("io.smppworker.app.Worker").error("it fails");
        context.getLogger("io.smppworker.smpp.BindAttempt").info("bound");

        assertThat(printed()).containsExactly("! TLSv1 is outdated", "! it fails");
    }

    @Test
    void librariesAreNotLogged() {
        for (String library : List.of(
                "org.apache.kafka.clients.admin.AdminClientConfig",
                "org.apache.kafka.clients.NetworkClient",
                "com.networknt.schema.Schema",
                "io.netty.util.Version",
                "com.cloudhopper.smpp.impl.DefaultSmppSession",
                "org.hibernate.validator.Version")) {
            context.getLogger(library).warn("[AdminClient clientId=w1] something raw");
            context.getLogger(library).error("[AdminClient clientId=w1] something raw");
        }

        assertThat(printed()).isEmpty();
    }

    @Test
    void kafkaAwayIsReportedInOurWordsAlone() {
        for (int second = 0; second < 10; second++) {
            nowNanos = Duration.ofSeconds(second).toNanos();
            context.getLogger("org.apache.kafka.clients.NetworkClient")
                    .warn("[Consumer clientId=w1] Connection to node -1 (k/10.0.0.1:9092) could not be established.");
        }

        assertThat(printed()).containsExactly("! Kafka cannot be reached");
    }

    @Test
    void nothingGoesWhereItWentBefore() {
        context.getLogger("io.smppworker.app.Worker").error("it fails");

        assertThat(asItIs.list).isEmpty();
    }

    private List<String> printed() {
        return err.toString().lines().toList();
    }
}

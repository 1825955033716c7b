package io.smppworker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smppworker.schemas.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Which open transactions are reported, and how; in virtual time. */
class OpenTransactionsTest {
    private static final TopicPartition LANE_3 = new TopicPartition("sms.outbound", 3);
    private static final TopicPartition LANE_4 = new TopicPartition("sms.outbound", 4);
    private static final Instant START = Instant.parse("2026-11-28T12:00:00Z");
    private static final String ABORT =
            "kafka-transactions.sh --bootstrap-server kafka1:9092 abort --topic sms.outbound --partition 3"
                    + " --start-offset 41";

    private final Logger logger = (Logger) LoggerFactory.getLogger(OpenTransactions.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Map<TopicPartition, TransactionOwner> owners = new HashMap<>();
    private final Map<TopicPartition, LogEnds> ends = new HashMap<>(Map.of(LANE_3, at(50, 50), LANE_4, at(9, 9)));
    private final List<Set<TopicPartition>> asked = new ArrayList<>();
    private Instant now = START;

    private final OpenTransactions transactions = new OpenTransactions(
            this::whose, "kafka1:9092", () -> Duration.between(START, now).toNanos(), new Clock() {
                @Override
                public Instant instant() {
                    return now;
                }

                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }
            });

    private static LogEnds at(long lastStable, long high) {
        return new LogEnds(lastStable, high);
    }

    private Map<TopicPartition, TransactionOwner> whose(Collection<TopicPartition> partitions) {
        asked.add(new HashSet<>(partitions));
        return owners;
    }

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(logged);
        logger.setLevel(null);
    }

    private List<OpenTransaction> after(int seconds) throws InterruptedException {
        now = now.plusSeconds(seconds);
        transactions.look(Set.of(LANE_3, LANE_4), ends);
        return transactions.open();
    }

    @Test
    void oneThatIsOpenForShortIsInTheOrdinaryCourse() throws InterruptedException {
        ends.put(LANE_3, at(41, 42));
        assertThat(after(0)).isEmpty();
        assertThat(after(9)).isEmpty();
        ends.put(LANE_3, at(44, 47)); // the next one
        assertThat(after(5)).isEmpty();
        ends.put(LANE_3, at(48, 48));
        assertThat(after(60)).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void oneThatLastsIsReportedWithItsPartitionSinceWhenAndWhatToDo() throws InterruptedException {
        ends.put(LANE_3, at(41, 53));
        owners.put(
                LANE_3, new TransactionOwner(4001, "outbox-1", START.minusSeconds(2), START.plusSeconds(898), false));
        after(0);

        assertThat(after(10)).singleElement().satisfies(open -> {
            assertThat(open.topic()).isEqualTo("sms.outbound");
            assertThat(open.partition()).isEqualTo(3);
            assertThat(open.offset()).isEqualTo(41);
            assertThat(open.offsetsHeldUp()).isEqualTo(12);
            assertThat(open.since()).isEqualTo(START.minusSeconds(2));
            assertThat(open.producerId()).isEqualTo(4001);
            assertThat(open.transactionalId()).isEqualTo("outbox-1");
            assertThat(open.endsAt()).isEqualTo(START.plusSeconds(898));
            assertThat(open.inWords(now))
                    .isEqualTo(
                            "held up at offset 41 for 12 s by a transaction of transactional.id outbox-1 (producer id"
                                    + " 4001) that is neither committed nor aborted, 12 offsets long with what waits"
                                    + " behind it: it ends when its producer starts again, or at 2026-11-28T12:14:58Z,"
                                    + " when its transaction.timeout.ms has run out; or abort it: " + ABORT);
        });
        assertThat(asked).containsExactly(Set.of(LANE_3));
    }

    /** {@code /status} is written by a mapper that knows no times, what workers report to each other by the contract's. */
    @Test
    void itIsTheSameJsonForPeopleAndForOtherWorkers() throws Exception {
        ends.put(LANE_3, at(41, 53));
        owners.put(LANE_3, new TransactionOwner(4001, "outbox-1", START, START.plusSeconds(60), false));
        after(0);
        OpenTransaction open = after(10).get(0);

        assertThat(new ObjectMapper().writeValueAsString(open))
                .isEqualTo(Json.MAPPER.writeValueAsString(open))
                .startsWith("{\"topic\":\"sms.outbound\",\"partition\":3,\"offset\":41,\"offsetsHeldUp\":12,"
                        + "\"since\":\"2026-11-28T12:00:00Z\",\"producerId\":4001,\"transactionalId\":\"outbox-1\","
                        + "\"endsAt\":\"2026-11-28T12:01:00Z\",\"toDo\":\"it ends when");
    }

    @Test
    void whatTheBrokerDoesNotShowIsLeftOut() throws InterruptedException {
        ends.put(LANE_3, at(41, 42));
        after(0);

        assertThat(after(15)).singleElement().satisfies(open -> {
            assertThat(open.since()).isEqualTo(START);
            assertThat(open.producerId()).isNull();
            assertThat(open.transactionalId()).isNull();
            assertThat(open.inWords(now))
                    .isEqualTo("held up at offset 41 for 15 s by a transaction of a producer that the broker does not"
                            + " name that is neither committed nor aborted, 1 offset long with what waits"
                            + " behind it: it ends when its producer starts again, or when its"
                            + " transaction.timeout.ms has run out; or abort it: "
                            + ABORT);
        });

        owners.put(LANE_3, new TransactionOwner(4001, null, null, null, false));
        assertThat(after(5).get(0).inWords(now)).contains("producer id 4001, whose transactional.id is not known");
    }

    @Test
    void oneThatItsCoordinatorHasForgottenDoesNotEndByItself() throws InterruptedException {
        ends.put(LANE_3, at(41, 42));
        owners.put(LANE_3, new TransactionOwner(4001, "outbox-1", null, null, true));
        after(0);

        assertThat(after(10).get(0).toDo())
                .isEqualTo("its coordinator knows of it no more, so it does not end by itself; abort it: " + ABORT);
    }

    @Test
    void theOtherPartitionIsNotNamedAndNothingIsReportedOnceItHasEnded() throws InterruptedException {
        ends.put(LANE_3, at(41, 42));
        after(0);
        assertThat(after(30)).extracting(OpenTransaction::partition).containsExactly(3);

        ends.put(LANE_3, at(44, 44));
        assertThat(after(5)).isEmpty();
    }

    @Test
    void aPartitionThatIsNotThisWorkersAnyMoreIsForgotten() throws InterruptedException {
        ends.put(LANE_3, at(41, 42));
        after(0);
        assertThat(after(30)).hasSize(1);

        ends.remove(LANE_3);
        now = now.plusSeconds(5);
        transactions.look(Set.of(LANE_4), ends);
        assertThat(transactions.open()).isEmpty();
    }

    @Test
    void anEndThatIsNotKnownForAMomentDoesNotBeginTheTimeAnew() throws InterruptedException {
        ends.put(LANE_3, at(41, 42));
        after(0);
        LogEnds end = ends.remove(LANE_3);
        after(8);
        ends.put(LANE_3, end);

        assertThat(after(2)).hasSize(1);
    }

    @Test
    void theLogShowsOnceOfOneThatIsLongerThanTransactionsAreByDefault() throws InterruptedException {
        ends.put(LANE_3, at(41, 42));
        for (int seconds = 0; seconds <= 55; seconds += 5) {
            after(5);
        }
        assertThat(logged.list).isEmpty();
        for (int seconds = 0; seconds <= 300; seconds += 5) {
            after(5);
        }
        assertThat(logged.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getFormattedMessage())
                    .startsWith("sms.outbound-3 is held up at offset 41 for 60 s")
                    .endsWith(ABORT);
        });

        ends.put(LANE_3, at(44, 44));
        after(5);
        assertThat(logged.list.get(1).getFormattedMessage())
                .isEqualTo("the transaction that held up sms.outbound-3 at offset 41 has ended");
    }
}

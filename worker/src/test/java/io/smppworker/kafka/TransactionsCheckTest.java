package io.smppworker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.message.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What {@code check} says of transactions, from two looks at the partitions' ends some seconds apart. */
class TransactionsCheckTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final TopicPartition LANE_3 = new TopicPartition("sms.outbound", 3);
    private static final TopicPartition RECEIPTS_0 = new TopicPartition("sms.receipts", 0);

    private static List<Finding> findings(
            Map<TopicPartition, LogEnds> before,
            Map<TopicPartition, LogEnds> after,
            Map<TopicPartition, TransactionOwner> owners) {
        return TransactionsCheck.findings(before, after, owners, "kafka1:9092", NOW);
    }

    @Test
    void eachPartitionThatStandsStillIsNamedWithWhatToDo() {
        LogEnds lane = new LogEnds(41, 53);
        LogEnds receipts = new LogEnds(7, 8);

        assertThat(findings(
                        Map.of(LANE_3, lane, RECEIPTS_0, receipts),
                        Map.of(LANE_3, new LogEnds(41, 60), RECEIPTS_0, receipts),
                        Map.of(LANE_3, new TransactionOwner(4001, "outbox-1", NOW.minusSeconds(95), null, true))))
                .containsExactly(
                        Finding.poor(
                                "partition sms.outbound-3",
                                "held up at offset 41 for 95 s by a transaction of transactional.id outbox-1 (producer"
                                        + " id 4001) that is neither committed nor aborted, 19 offsets long with what"
                                        + " waits behind it: its coordinator knows of it no more, so it does not end by"
                                        + " itself; abort it: kafka-transactions.sh --bootstrap-server kafka1:9092 abort"
                                        + " --topic sms.outbound --partition 3 --start-offset 41"),
                        Finding.poor(
                                "partition sms.receipts-0",
                                "held up at offset 7 for 5 s by a transaction of a producer that the broker does not"
                                        + " name that is neither committed nor aborted, 1 offset long with what waits"
                                        + " behind it: it ends when its producer starts again, or when its"
                                        + " transaction.timeout.ms has run out; or abort it: kafka-transactions.sh"
                                        + " --bootstrap-server kafka1:9092 abort --topic sms.receipts --partition 0"
                                        + " --start-offset 7"));
    }

    @Test
    void producersAtWorkAreNotNamed() {
        Finding none = Finding.good("open transactions", "none holds up a partition");

        assertThat(findings(Map.of(LANE_3, new LogEnds(41, 53)), Map.of(LANE_3, new LogEnds(55, 56)), Map.of()))
                .containsExactly(none);
        assertThat(findings(Map.of(LANE_3, new LogEnds(41, 53)), Map.of(), Map.of()))
                .containsExactly(none);
    }
}

package io.smppworker.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.kafka.Lanes;
import io.smppworker.message.Lane;
import io.smppworker.message.Source;
import io.smppworker.schemas.RequestPlace;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class KnownRequestsTest {
    private static final TopicPartition BULK_0 = new TopicPartition("bulk", 0);
    private static final TopicPartition BULK_1 = new TopicPartition("bulk", 1);
    private static final TopicPartition URGENT_0 = new TopicPartition("urgent", 0);

    private final KnownRequests known = new KnownRequests(new Lanes("urgent", "bulk", 2), memory());

    private static SeenRequests memory() {
        return new SeenRequests(Duration.ofMinutes(10), 100);
    }

    private static Source source(TopicPartition partition, long offset) {
        return new Source(
                partition.topic().equals("urgent") ? Lane.URGENT : Lane.BULK,
                partition.topic(),
                partition.partition(),
                offset);
    }

    private static JournalRecovery.Recovered recovered(TopicPartition partition, String messageId) {
        SeenRequests seen = memory();
        RequestPlace place = new RequestPlace(partition.topic(), partition.partition(), 5);
        seen.remember(partition.partition(), messageId, place, 0, 0);
        return new JournalRecovery.Recovered(
                Map.of(place, new JournalledRequest(77)), Map.of(), Map.of(partition, 5L), seen);
    }

    @Test
    void whatAnEarlierOwnerHadBegunIsReportedOnce() {
        known.adopt(recovered(BULK_0, "a"), Set.of(BULK_0));

        assertThat(known.redelivered(source(BULK_0, 5))).isNotNull();
        assertThat(known.redelivered(source(BULK_0, 5))).isNull();
    }

    @Test
    void whatWasRecoveredOfAPartitionThatIsGoneIsNotAdopted() {
        assertThat(known.adopt(recovered(BULK_0, "a"), Set.of())).isEmpty();

        assertThat(known.redelivered(source(BULK_0, 5))).isNull();
        assertThat(known.firstWith("a", source(BULK_0, 9), 0)).isNull();
    }

    @Test
    void aMessageIdThatTheJournalKnowsIsARepeat() {
        known.adopt(recovered(BULK_0, "a"), Set.of(BULK_0));

        assertThat(known.firstWith("a", source(BULK_0, 9), 0)).isEqualTo(new RequestPlace("bulk", 0, 5));
        assertThat(known.firstWith("a", source(BULK_0, 5), 0)).isNull();
        assertThat(known.firstWith("b", source(BULK_0, 9), 0)).isNull();
    }

    @Test
    void copiesInPartitionsOfOneNumberMeetOnEitherLane() {
        known.adopt(recovered(BULK_0, "a"), Set.of(BULK_0));

        assertThat(known.firstWith("a", source(URGENT_0, 1), 0)).isNotNull();
        assertThat(known.firstWith("a", source(BULK_1, 1), 0)).isNull();
    }

    @Test
    void whatIsRecoveredLaterDoesNotHideWhatIsKnown() {
        known.remember("a", source(BULK_0, 3), 0);
        known.adopt(recovered(URGENT_0, "a"), Set.of(URGENT_0));

        assertThat(known.firstWith("a", source(BULK_0, 9), 0)).isEqualTo(new RequestPlace("bulk", 0, 3));
    }

    @Test
    void idsAreForgottenWithTheLastPartitionOfTheirNumber() {
        known.adopt(recovered(BULK_0, "a"), Set.of(BULK_0));
        known.adopt(recovered(URGENT_0, "b"), Set.of(URGENT_0));

        known.forget(Set.of(BULK_0));
        assertThat(known.firstWith("a", source(URGENT_0, 9), 0)).isNotNull();
        assertThat(known.redelivered(source(BULK_0, 5))).isNull();

        known.forget(Set.of(URGENT_0));
        assertThat(known.firstWith("a", source(URGENT_0, 9), 0)).isNull();
    }
}

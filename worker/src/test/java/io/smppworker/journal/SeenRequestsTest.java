package io.smppworker.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.schemas.RequestPlace;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class SeenRequestsTest {
    private static final Logger LOG = LoggerFactory.getLogger(SeenRequestsTest.class);
    private static final RequestPlace FIRST = new RequestPlace("sms.outbound", 3, 10);
    private static final RequestPlace SECOND = new RequestPlace("sms.outbound.urgent", 3, 2);

    private final SeenRequests seen = new SeenRequests(Duration.ofSeconds(10), 3);

    private void remember(String id, RequestPlace place, long now) {
        seen.remember(3, id, place, now, now);
    }

    @Test
    void theFirstRequestWithAnIdIsKnownForTheWindow() {
        assertThat(seen.first(3, "a", 0)).isNull();
        remember("a", FIRST, 0);
        remember("a", SECOND, 5);
        assertThat(seen.first(3, "a", 9_999)).isEqualTo(FIRST);
        assertThat(seen.first(3, "a", 10_000)).isNull();
    }

    @Test
    void anIdThatIsUsedAgainAfterTheWindowIsNew() {
        remember("a", FIRST, 0);
        remember("a", SECOND, 10_000);
        assertThat(seen.first(3, "a", 19_999)).isEqualTo(SECOND);
        assertThat(seen.size()).isEqualTo(1);
    }

    @Test
    void otherPartitionsAreOtherIds() {
        remember("a", FIRST, 0);
        assertThat(seen.first(4, "a", 1)).isNull();
    }

    @Test
    void whatIsOldIsForgottenWhenSomethingNewComes() {
        remember("a", FIRST, 0);
        remember("b", FIRST, 1_000);
        remember("c", FIRST, 10_500);
        assertThat(seen.size()).isEqualTo(2);
    }

    @Test
    void withTooManyTheOldestAreForgotten() {
        for (String id : new String[] {"a", "b", "c", "d"}) {
            remember(id, FIRST, 0);
        }
        assertThat(seen.size()).isEqualTo(3);
        assertThat(seen.first(3, "a", 1)).isNull();
        assertThat(seen.first(3, "d", 1)).isEqualTo(FIRST);
    }

    @Test
    void aPartitionThatIsGivenUpIsForgotten() {
        remember("a", FIRST, 0);
        seen.remember(4, "b", SECOND, 0, 0);
        seen.forget(3);
        assertThat(seen.first(3, "a", 1)).isNull();
        assertThat(seen.first(4, "b", 1)).isEqualTo(SECOND);
        assertThat(seen.size()).isEqualTo(1);
    }

    @Test
    void whatAnotherOwnerSawOfAPartitionIsKnownToo() {
        remember("a", SECOND, 1_000);
        remember("b", FIRST, 1_000);
        SeenRequests others = new SeenRequests(Duration.ofSeconds(10), 3);
        others.remember(3, "a", FIRST, 500, 500);
        others.remember(3, "b", SECOND, 11_000, 500);
        others.remember(3, "c", SECOND, 11_000, 500);
        seen.adopt(3, others);
        assertThat(seen.first(3, "a", 10_499)).isEqualTo(FIRST);
        assertThat(seen.first(3, "b", 12_000)).isEqualTo(SECOND);
        assertThat(seen.first(3, "c", 12_000)).isEqualTo(SECOND);
        assertThat(seen.size()).isEqualTo(3);
    }

    @Test
    void anIdTakesAFewHundredOctetsAtMost() {
        int ids = 250_000;
        SeenRequests many = new SeenRequests(Duration.ofMinutes(10), ids);
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        long before = runtime.totalMemory() - runtime.freeMemory();
        for (int i = 0; i < ids; i++) {
            String topic = new String("sms.outbound".toCharArray()); // as read from a journal: a new one every time
            many.remember(i % 16, UUID.randomUUID().toString(), new RequestPlace(topic, i % 16, i), 0, 0);
        }
        System.gc();
        long perId = (runtime.totalMemory() - runtime.freeMemory() - before) / ids;
        LOG.info("{} octets of heap for each messageId remembered", perId);
        assertThat(many.size()).isEqualTo(ids);
        assertThat(perId).isBetween(80L, 256L);
    }
}

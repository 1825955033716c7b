package io.smppworker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.schemas.RequestPlace;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SeenRequestsTest {
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
}

package io.smppworker.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LoadRequestsTest {
    @Test
    void areOfEveryKindAndTheSameForTheSameSeed() {
        List<Sent> requests = requests(7);
        assertThat(requests(7)).isEqualTo(requests);
        assertThat(requests.stream().map(Sent::segments).distinct()).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(requests.stream().map(Sent::messageId)).doesNotHaveDuplicates();
        assertThat(requests).anyMatch(Sent::report).anyMatch(sent -> !sent.report());
        assertThat(requests).anyMatch(sent -> sent.expiresAfter() != null);
        assertThat(requests).anyMatch(sent -> sent.to().endsWith("97011"));
        assertThat(requests).noneMatch(sent -> sent.to().matches(".*900\\d"));
        assertThat(requests.stream().mapToInt(Sent::segments).sum() / 1000.0).isBetween(1.2, 1.5);
    }

    private static List<Sent> requests(long seed) {
        LoadRequests requests = new LoadRequests(seed);
        return Stream.generate(requests::next).limit(1000).toList();
    }
}

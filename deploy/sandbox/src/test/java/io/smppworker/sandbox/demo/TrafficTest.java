package io.smppworker.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.smppworker.schemas.Json;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrafficTest {
    @Test
    void theSameSeedGivesTheSameRequestsAndAnotherSeedOthers() {
        assertThat(Traffic.requests(300, 7)).isEqualTo(Traffic.requests(300, 7)).isNotEqualTo(Traffic.requests(300, 8));
    }

    @Test
    void everyFateAndBothLanesAreAmongTwoHundred() {
        List<Planned> requests = Traffic.requests(200, 1);
        Set<Fate> fates = EnumSet.noneOf(Fate.class);
        Set<String> topics = new HashSet<>();
        requests.forEach(request -> {
            fates.add(request.fate());
            topics.add(request.topic());
        });
        assertThat(requests).hasSize(200);
        assertThat(fates).containsExactlyInAnyOrder(Fate.values());
        assertThat(topics).containsExactlyInAnyOrder("sms.outbound", "sms.outbound.urgent");
    }

    @Test
    void everyReadableRequestHasItsOwnIdWhichIsAlsoItsCustomerReference() throws Exception {
        Set<String> ids = new HashSet<>();
        for (Planned request : Traffic.requests(500, 3)) {
            if (request.messageId() != null) {
                JsonNode json = Json.MAPPER.readTree(request.value());
                assertThat(json.path("messageId").asText()).isEqualTo(request.messageId());
                assertThat(json.path("customerReference").asText()).isEqualTo(request.messageId());
                assertThat(ids.add(request.messageId())).isTrue();
            }
        }
        assertThat(ids).hasSize(495);
    }

    @Test
    void theWeightsOfAllKindsAreAHundred() {
        int sum = 0;
        for (Kind kind : Kind.values()) {
            sum += kind.weight();
        }
        assertThat(sum).isEqualTo(100);
    }
}

package io.smppworker.sandbox.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.cloudhopper.smpp.SmppConstants;
import com.fasterxml.jackson.databind.JsonNode;
import io.smppworker.schemas.Json;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ControlServerTest {
    private final Provider provider =
            Provider.start(ProviderConfig.defaults().withReceiptDelay(Duration.ZERO, Duration.ZERO));
    private final HttpClient http = HttpClient.newHttpClient();
    private ControlServer control;

    @BeforeEach
    void start() throws Exception {
        control = new ControlServer(provider, 0);
    }

    @AfterEach
    void close() {
        control.close();
        provider.close();
    }

    @Test
    void answersWhatTheLogAnswers() throws Exception {
        try (TestEsme client = TestEsme.bound(provider.servers().get(0), PeerBindType.TRANSCEIVER)) {
            client.submit(Submits.withReference(Submits.to("27821234567"), "order-1"));
            post("/mo", "{\"from\":\"27821234567\",\"to\":\"12345\",\"text\":\"Hi\"}", 200);
            post(
                    "/mo",
                    "{\"from\":\"1\",\"to\":\"2\",\"esmClass\":4,\"shortMessageHex\":\"41\",\"tlvs\":{\"0x001E\":\"00\"}}",
                    200);
            await().until(() -> provider.log().receipts().acknowledged() == 2
                    && provider.log().mobileOriginated().acknowledged() == 1);

            JsonNode summary = get("/log/summary");
            assertThat(summary.at("/submits/accepted").asInt()).isEqualTo(1);
            assertThat(summary.at("/servers/smpp1/bindsNow").asInt()).isEqualTo(1);
            assertThat(summary.at("/servers/smpp1/greatestSubmitsInAnySecond").asInt())
                    .isEqualTo(1);
            assertThat(summary.at("/receipts/acknowledged").asInt()).isEqualTo(2);
            assertThat(get("/log/summary?from=" + summary.get("nowNanos").asLong())
                            .at("/servers/smpp1/submitsArrived")
                            .asInt())
                    .isZero();
            assertThat(get("/log/messages").at("/order-1/accepted/1").asInt()).isEqualTo(1);
            assertThat(get("/log/messages").at("/order-1")).hasSize(2);
            assertThat(get("/log/deliveries")).hasSize(3);
            assertThat(get("/log/sessions")).hasSize(1);
            assertThat(get("/log/binds")).hasSize(1);
            assertThat(get("/log/entries?from=1&to=3")).hasSize(2);
            assertThat(get("/servers").at("/3/name").asText()).isEqualTo("smpp4");
        }
    }

    @Test
    void fromAnotherProcessItIsSeenAndCommandedAsFromItsOwn() throws Exception {
        SimulatedProvider remote = remote();
        try (TestEsme client = TestEsme.bound(provider.servers().get(0), PeerBindType.TRANSCEIVER)) {
            client.submit(Submits.withReference(Submits.to("27821234567"), "order-1"));
            remote.injectMo("27821234567", "12345", "Hi");
            remote.inject(new MoOrder("1", "2", null, 4, 0, "41", Map.of("0x001E", "00")));
            await().until(() -> remote.counts().receipts().acknowledged() == 2
                    && remote.summary().mobileOriginated().acknowledged() == 1);

            assertThat(remote.servers()).isEqualTo(provider.servers());
            assertThat(remote.counts().submits()).isEqualTo(provider.counts().submits());
            assertThat(remote.counts().bindsNow()).isEqualTo(provider.counts().bindsNow());
            assertThat(remote.counts().sessionsBound()).isEqualTo(1);
            assertThat(remote.sessions()).isEqualTo(provider.sessions()).hasSize(1);
            assertThat(remote.refusedBinds()).isEqualTo(provider.refusedBinds()).isEmpty();
            assertThat(remote.deliveries()).isEqualTo(provider.deliveries()).hasSize(3);
            assertThat(remote.messages()).isEqualTo(provider.messages()).containsOnlyKeys("order-1");
            assertThat(remote.submitRows())
                    .isEqualTo(provider.submitRows())
                    .singleElement()
                    .matches(row -> row.messageRef().equals("order-1") && row.accepted());
            assertThat(remote.receiptRows())
                    .isEqualTo(provider.receiptRows())
                    .hasSize(2)
                    .allMatch(ReceiptRow::acknowledged);
            assertThat(remote.arrivals(Long.MIN_VALUE, Long.MAX_VALUE))
                    .isEqualTo(provider.arrivals(Long.MIN_VALUE, Long.MAX_VALUE))
                    .hasSize(1);
        }
    }

    @Test
    void whatCannotBeDoneIsAnsweredAlikeFromAnotherProcess() {
        for (SimulatedProvider each : List.of(provider, remote())) {
            assertThatThrownBy(() -> each.order("smpp1", Map.of("thrttle", 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("thrttle");
            assertThatThrownBy(() -> each.stopServer("smpp9"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("smpp9");
            assertThatThrownBy(() -> each.injectMo("1", "2", "x".repeat(161)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("161");
        }
    }

    @Test
    void switchesFaultsAndServers() throws Exception {
        ServerEndpoint smpp2 = provider.servers().get(1);
        post("/servers/smpp2/stop", "", 200);
        assertThatThrownBy(() -> TestEsme.connect(smpp2)).isInstanceOf(ConnectException.class);
        post("/servers/smpp2/start", "", 200);
        try (TestEsme client = TestEsme.bound(smpp2, PeerBindType.TRANSMITTER)) {
            post("/faults/smpp2", "{\"throttleNext\":1,\"responseDelayMillis\":[1,2]}", 200);
            assertThat(client.submit(Submits.to("27821234567")).getCommandStatus())
                    .isEqualTo(SmppConstants.STATUS_THROTTLED);
            for (SimulatedProvider each : List.of(provider, remote())) {
                each.order("smpp2", Map.of("throttleNext", 1, "swallowSubmits", FaultOrder.Swallow.NOTHING));
                assertThat(client.submit(Submits.to("27821234567")).getCommandStatus())
                        .isEqualTo(SmppConstants.STATUS_THROTTLED);
            }
            post("/faults/smpp2", "{\"clear\":true,\"disconnectAll\":true}", 200);
            await().until(client::closedByServer);
        }
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        assertThat(post("/faults/smpp9", "{}", 400).get("error").asText()).contains("smpp9");
        assertThat(post("/faults/smpp1", "{\"thrttle\":1}", 400).get("error").asText())
                .contains("thrttle");
        assertThat(post("/nothing", "{}", 404).get("error").asText()).contains("/nothing");
        assertThat(post("/mo", "no json", 400).has("error")).isTrue();
    }

    private SimulatedProvider remote() {
        return new ProviderClient("http://127.0.0.1:" + control.port());
    }

    private JsonNode get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).build(), 200);
    }

    private JsonNode post(String path, String body, int status) throws Exception {
        return send(
                HttpRequest.newBuilder(uri(path))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                status);
    }

    private JsonNode send(HttpRequest request, int status) throws Exception {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return Json.MAPPER.readTree(response.body());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + control.port() + path);
    }
}

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
import java.util.ArrayList;
import java.util.List;
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
            ProviderClient remote = new ProviderClient("http://127.0.0.1:" + control.port());
            assertThat(remote.counts().submits()).isEqualTo(provider.log().submits());
            assertThat(remote.counts().bindsNow()).containsEntry("smpp1", 1);
            List<SubmitRow> submits = new ArrayList<>();
            remote.submitRows(submits::add);
            assertThat(submits)
                    .isEqualTo(provider.log().submitRows().toList())
                    .singleElement()
                    .matches(row -> row.messageRef().equals("order-1") && row.accepted());
            List<ReceiptRow> receipts = new ArrayList<>();
            remote.receiptRows(receipts::add);
            assertThat(receipts)
                    .isEqualTo(provider.log().receiptRows().toList())
                    .hasSize(2)
                    .allMatch(ReceiptRow::acknowledged);
            assertThat(remote.sessions()).hasSize(1);
            assertThat(remote.refusedBinds()).isEmpty();
            assertThat(get("/log/deliveries")).hasSize(3);
            assertThat(get("/log/sessions")).hasSize(1);
            assertThat(get("/log/binds")).hasSize(1);
            assertThat(get("/log/entries?from=1&to=3")).hasSize(2);
            assertThat(get("/servers").at("/3/name").asText()).isEqualTo("smpp4");
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

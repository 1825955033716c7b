package io.smppworker.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smppworker.config.AdminConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    record BindStatus(String server, int slot, String state) {}

    private final HttpClient client = HttpClient.newHttpClient();
    private final WorkerMetrics metrics = new WorkerMetrics(List.of("smpp1"));
    private volatile List<String> live = List.of();
    private volatile List<String> ready = List.of();
    private volatile Supplier<Object> status = Map::of;
    private AdminServer server;

    @BeforeEach
    void start() throws IOException {
        server = AdminServer.start(
                new AdminConfig("127.0.0.1", 0, false),
                metrics,
                new Health(() -> live, () -> ready, () -> status.get()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aWorkerThatLacksNothingIsLiveAndReady() throws Exception {
        HttpResponse<String> answer = get("/ready");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(JSON.readTree(answer.body()).path("ready").asBoolean()).isTrue();
        assertThat(get("/live").statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        ready = List.of("no bind slot", "smpp2 is down");

        HttpResponse<String> answer = get("/ready");

        assertThat(answer.statusCode()).isEqualTo(503);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.path("ready").asBoolean()).isFalse();
        assertThat(body.path("missing")).extracting(JsonNode::asText).containsExactly("no bind slot", "smpp2 is down");
        assertThat(get("/live").statusCode()).isEqualTo(200);
    }

    @Test
    void metricsAreServedAsPrometheusText() throws Exception {
        metrics.count(Metric.REQUESTS_TAKEN, "bulk");

        HttpResponse<String> answer = get("/metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain; version=0.0.4");
        assertThat(answer.body()).contains("smppworker_requests_taken_total{lane=\"bulk\"} 1.0");
    }

    @Test
    void theStatusIsServedAsItIsGiven() throws Exception {
        status = () -> Map.of("binds", List.of(new BindStatus("smpp1", 0, "bound")));

        JsonNode bind = JSON.readTree(get("/status").body()).path("binds").path(0);

        assertThat(bind.path("server").asText()).isEqualTo("smpp1");
        assertThat(bind.path("slot").asInt(-1)).isZero();
    }

    @Test
    void thePageIsServedWithItsOwnScriptAllowed() throws Exception {
        HttpResponse<String> answer = get("/");

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(answer.body()).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
        String script = answer.body()
                .substring(answer.body().indexOf("<script>") + 8, answer.body().indexOf("</script>"));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains(
                        "script-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'", "connect-src 'self'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics/", "/favicon.ico", "/status/x"})
    void anUnknownPathIsNotFound(String path) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(JSON.readTree(answer.body()).path("error").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD", "OPTIONS"})
    void otherMethodsAreNotAllowed(String method) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/ready"))
                .method(method, BodyPublishers.noBody())
                .build();

        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/status", "/metrics", "/none"})
    void aBrowserIsAskedToKeepAndFetchNothing(String path) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "frame-ancestors 'none'");
    }

    @Test
    void aFailingStatusIsAnsweredAsAnErrorAndTheServerGoesOn() throws Exception {
        status = () -> {
            throw new IllegalStateException("secret");
        };

        HttpResponse<String> answer = get("/status");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("{\"error\":\"IllegalStateException\"}");
        assertThat(get("/live").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}

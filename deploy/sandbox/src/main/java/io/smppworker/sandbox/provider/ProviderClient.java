package io.smppworker.sandbox.provider;

import com.fasterxml.jackson.core.type.TypeReference;
import io.smppworker.schemas.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A provider in another process, over its {@link ControlServer}. Thread-safe.
 *
 * <p>Every method throws {@link UncheckedIOException} when the provider does not answer, IllegalArgumentException when it
 * says that the question or the command was wrong, IllegalStateException when it answers with another error.
 */
final class ProviderClient implements SimulatedProvider {
    private static final Duration ANSWER_BOUND = Duration.ofMinutes(2);

    private static final int CLOCK_PROBES = 20;

    private static final byte[] NOTHING = {};

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    ProviderClient(String base) {
        this.base = base;
    }

    @Override
    public List<ServerEndpoint> servers() {
        return get("/servers", new TypeReference<>() {});
    }

    @Override
    public LogCounts counts() {
        return get("/log/counts", new TypeReference<>() {});
    }

    @Override
    public LogSummary summary() {
        return get("/log/summary", new TypeReference<>() {});
    }

    @Override
    public List<SessionInfo> sessions() {
        return get("/log/sessions", new TypeReference<>() {});
    }

    @Override
    public List<RefusedBind> refusedBinds() {
        return get("/log/refused-binds", new TypeReference<>() {});
    }

    @Override
    public List<SubmitRow> submitRows() {
        return rows("/log/submits.tsv", SubmitRow::parse);
    }

    @Override
    public List<ReceiptRow> receiptRows() {
        return rows("/log/receipts.tsv", ReceiptRow::parse);
    }

    @Override
    public List<DeliveryTrace> deliveries() {
        return get("/log/deliveries", new TypeReference<>() {});
    }

    /** Give or take half of the quickest of some round trips. */
    @Override
    public long clockAheadNanos() {
        long quickest = Long.MAX_VALUE;
        long ahead = 0;
        for (int i = 0; i < CLOCK_PROBES; i++) {
            long before = System.nanoTime();
            long there = counts().nowNanos();
            long roundTrip = System.nanoTime() - before;
            if (roundTrip < quickest) {
                quickest = roundTrip;
                ahead = there - (before + roundTrip / 2);
            }
        }
        return ahead;
    }

    @Override
    public void order(String server, Map<String, ?> switches) {
        post("/faults/" + server, Json.bytes(switches));
    }

    @Override
    public void stopServer(String server) {
        post("/servers/" + server + "/stop", NOTHING);
    }

    @Override
    public void startServer(String server) {
        post("/servers/" + server + "/start", NOTHING);
    }

    @Override
    public void inject(MoOrder order) {
        post("/mo", Json.bytes(order));
    }

    private <T> T get(String path, TypeReference<T> type) {
        HttpResponse<String> response = send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
        try {
            return Json.MAPPER.readValue(checked(path, response), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void post(String path, byte[] body) {
        HttpRequest request =
                request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
        var unused = checked(path, send(request, HttpResponse.BodyHandlers.ofString()));
    }

    private <T> List<T> rows(String path, Function<String, T> parse) {
        HttpResponse<Stream<String>> response = send(request(path).GET().build(), HttpResponse.BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
            return lines.map(parse).toList();
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(ANSWER_BOUND);
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String checked(String path, HttpResponse<String> response) {
        if (response.statusCode() == 200) {
            return response.body();
        }
        String answer = path + ": " + response.statusCode() + " " + response.body();
        throw response.statusCode() == 400 ? new IllegalArgumentException(answer) : new IllegalStateException(answer);
    }
}

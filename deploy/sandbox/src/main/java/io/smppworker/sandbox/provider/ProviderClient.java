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
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The switches and answers of a provider in another process, over its {@link ControlServer}. Thread-safe.
 *
 * <p>Every method throws {@link UncheckedIOException} when the provider does not answer, IllegalStateException when it
 * answers with an error.
 */
public final class ProviderClient {
    private static final Duration ANSWER_BOUND = Duration.ofMinutes(2);

    private static final int CLOCK_PROBES = 20;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    ProviderClient(String base) {
        this.base = base;
    }

    /** Sets switches of one server, those of {@link Faults} by name; others stay as they are. */
    public void order(String server, Map<String, ?> switches) {
        try {
            post("/faults/" + server, Json.MAPPER.writeValueAsString(switches));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes the server's listeners and sessions; returns when that is done. */
    public void stopServer(String server) {
        post("/servers/" + server + "/stop", "");
    }

    /** Listens again; of no effect when it does. */
    public void startServer(String server) {
        post("/servers/" + server + "/start", "");
    }

    public LogCounts counts() {
        return get("/log/counts", new TypeReference<>() {});
    }

    /** The provider's monotonic clock less this process's, give or take half of the quickest of some round trips. */
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

    public LogSummary summary() {
        return get("/log/summary", new TypeReference<>() {});
    }

    public List<SessionInfo> sessions() {
        return get("/log/sessions", new TypeReference<>() {});
    }

    public List<RefusedBind> refusedBinds() {
        return get("/log/refused-binds", new TypeReference<>() {});
    }

    /** Every deliver_sm sent so far, in order. */
    public List<DeliveryTrace> deliveries() {
        return get("/log/deliveries", new TypeReference<>() {});
    }

    /** Every submit_sm that has arrived so far, in order. */
    public void submitRows(Consumer<SubmitRow> each) {
        lines("/log/submits.tsv", line -> each.accept(SubmitRow.parse(line)));
    }

    /** Every receipt sent so far. */
    public void receiptRows(Consumer<ReceiptRow> each) {
        lines("/log/receipts.tsv", line -> each.accept(ReceiptRow.parse(line)));
    }

    private <T> T get(String path, TypeReference<T> type) {
        HttpResponse<String> response = send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
        try {
            return Json.MAPPER.readValue(checked(path, response), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void post(String path, String body) {
        var unused = checked(
                path,
                send(
                        request(path)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString()));
    }

    private void lines(String path, Consumer<String> each) {
        HttpResponse<Stream<String>> response = send(request(path).GET().build(), HttpResponse.BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
            lines.forEach(each);
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
        if (response.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }
}

package io.smppworker.sandbox.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.smppworker.schemas.Json;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The provider's switches and answers as JSON over HTTP, on loopback. An error is {@code {"error": …}} with status 400,
 * or 404 for what does not exist. Times are the provider's nanoseconds, octets are base64.
 *
 * <table>
 * <caption>Requests</caption>
 * <tr><td>GET /servers</td><td>{@link ServerEndpoint}s</td></tr>
 * <tr><td>GET /log/summary?from=&amp;to=</td><td>{@link LogSummary}</td></tr>
 * <tr><td>GET /log/counts</td><td>{@link LogCounts}</td></tr>
 * <tr><td>GET /log/messages</td><td>messageRef → {@link MessageSubmits}</td></tr>
 * <tr><td>GET /log/deliveries</td><td>{@link DeliveryTrace}s</td></tr>
 * <tr><td>GET /log/sessions, /log/binds</td><td>{@link SessionInfo}s, {@link BindEvent}s</td></tr>
 * <tr><td>GET /log/entries?from=&amp;to=</td><td>{@link LogEntry}s with these indices, the last one left out</td></tr>
 * <tr><td>GET /log/refused-binds</td><td>{@link RefusedBind}s</td></tr>
 * <tr><td>GET /log/submits.tsv, /log/receipts.tsv</td><td>{@link SubmitRow}s, {@link ReceiptRow}s, one a line</td></tr>
 * <tr><td>POST /faults/{server}</td><td>body {@link FaultOrder}</td></tr>
 * <tr><td>POST /servers/{server}/stop, …/start</td><td>no body</td></tr>
 * <tr><td>POST /mo</td><td>body {@link MoOrder}</td></tr>
 * </table>
 */
final class ControlServer implements AutoCloseable {
    private static final String DONE = "done";

    private final Provider provider;
    private final HttpServer http;

    ControlServer(Provider provider, int port) throws IOException {
        this.provider = provider;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        http.createContext("/", this::handle);
        http.start();
    }

    int port() {
        return http.getAddress().getPort();
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                Stream<String> lines = table(exchange.getRequestURI().getPath());
                if (lines != null) {
                    replyLines(exchange, lines);
                    return;
                }
                reply(exchange, 200, answer(exchange));
            } catch (NoSuchPathException e) {
                reply(exchange, 404, Map.of("error", "no " + e.getMessage()));
            } catch (IllegalArgumentException | JsonProcessingException e) {
                reply(exchange, 400, Map.of("error", String.valueOf(e.getMessage())));
            }
        }
    }

    private @Nullable Stream<String> table(String path) {
        return switch (path) {
            case "/log/submits.tsv" -> provider.log().submitRows().map(SubmitRow::line);
            case "/log/receipts.tsv" -> provider.log().receiptRows().map(ReceiptRow::line);
            default -> null;
        };
    }

    private Object answer(HttpExchange exchange) throws IOException, NoSuchPathException {
        String path = exchange.getRequestURI().getPath();
        String[] parts = path.substring(1).split("/", -1);
        if (exchange.getRequestMethod().equals("GET")) {
            return question(path, query(exchange));
        }
        if (parts.length == 2 && parts[0].equals("faults")) {
            body(exchange, FaultOrder.class).applyTo(provider.faults(parts[1]));
        } else if (parts.length == 3 && parts[0].equals("servers") && parts[2].equals("stop")) {
            provider.stopServer(parts[1]);
        } else if (parts.length == 3 && parts[0].equals("servers") && parts[2].equals("start")) {
            provider.startServer(parts[1]);
        } else if (path.equals("/mo")) {
            provider.inject(body(exchange, MoOrder.class));
        } else {
            throw new NoSuchPathException("POST " + path);
        }
        return Map.of(DONE, true);
    }

    private Object question(String path, Map<String, Long> query) throws NoSuchPathException {
        PduLog log = provider.log();
        return switch (path) {
            case "/servers" -> provider.servers();
            case "/log/summary" ->
                LogSummary.of(
                        log,
                        provider.servers(),
                        query.getOrDefault("from", Long.MIN_VALUE),
                        query.getOrDefault("to", Long.MAX_VALUE));
            case "/log/counts" -> provider.counts();
            case "/log/refused-binds" -> provider.refusedBinds();
            case "/log/messages" -> provider.messages();
            case "/log/deliveries" -> provider.deliveries();
            case "/log/sessions" -> provider.sessions();
            case "/log/binds" -> log.bindHistory();
            case "/log/entries" ->
                log.entries()
                        .skip(query.getOrDefault("from", 0L))
                        .limit(Math.max(0, query.getOrDefault("to", Long.MAX_VALUE) - query.getOrDefault("from", 0L)))
                        .toList();
            default -> throw new NoSuchPathException("GET " + path);
        };
    }

    private static <T> T body(HttpExchange exchange, Class<T> type) throws IOException {
        ObjectReader reader = Json.MAPPER
                .readerFor(type)
                .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        return reader.readValue(exchange.getRequestBody().readAllBytes());
    }

    private static Map<String, Long> query(HttpExchange exchange) {
        String query = exchange.getRequestURI().getQuery();
        if (query == null) {
            return Map.of();
        }
        return Stream.of(query.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], pair -> Long.valueOf(pair[1])));
    }

    private static void reply(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] octets = Json.MAPPER.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, octets.length);
        exchange.getResponseBody().write(octets);
    }

    private static void replyLines(HttpExchange exchange, Stream<String> lines) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/tab-separated-values");
        exchange.sendResponseHeaders(200, 0);
        try (Writer out = new OutputStreamWriter(exchange.getResponseBody(), StandardCharsets.UTF_8)) {
            for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
                out.write(each.next());
                out.write('\n');
            }
        }
    }

    private static final class NoSuchPathException extends Exception {
        NoSuchPathException(String message) {
            super(message);
        }
    }
}

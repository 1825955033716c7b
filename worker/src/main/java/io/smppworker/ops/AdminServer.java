package io.smppworker.ops;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.smppworker.config.AdminConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin HTTP of a worker: {@code /live} and {@code /ready} (200, or 503 naming what is missing), {@code /metrics}
 * (Prometheus text), {@code /status} (JSON) and {@code /} (the same for a person). GET only; a failure is answered with a JSON
 * object that has the field {@code error}. Requests are served one after the other by one daemon thread.
 */
public final class AdminServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);
    private static final String JSON = "application/json";
    /** No caching, no guessing of content types, no referrer, no showing inside another page. */
    private static final Map<String, String> SAFE_HEADERS = Map.of(
            "Cache-Control", "no-store",
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "X-Frame-Options", "DENY");

    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

    private final HttpServer server;
    private final ExecutorService thread;
    private final Health health;
    private final PrometheusText metrics;
    private final StatusPage page = new StatusPage();
    private final ObjectMapper json = new ObjectMapper();

    private AdminServer(HttpServer server, ExecutorService thread, WorkerMetrics metrics, Health health) {
        this.server = server;
        this.thread = thread;
        this.health = health;
        this.metrics = new PrometheusText(metrics);
    }

    /**
     * Listens and serves until {@link #close()}.
     *
     * @throws IOException when the address cannot be bound
     */
    public static AdminServer start(AdminConfig config, WorkerMetrics metrics, Health health) throws IOException {
        limitRequestTime();
        HttpServer server = HttpServer.create(new InetSocketAddress(config.host(), config.port()), 0);
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
            Thread admin = new Thread(task, "admin");
            admin.setDaemon(true);
            return admin;
        });
        AdminServer admin = new AdminServer(server, thread, metrics, health);
        server.setExecutor(thread);
        server.createContext("/", admin::serve);
        server.start();
        return admin;
    }

    /** The port listened on, also when a free one was asked for. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Closes every connection at once. */
    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }

    /** A client that sends half a request must not hold the one thread; the JDK reads this once, with its first server. */
    private static void limitRequestTime() {
        if (System.getProperty("sun.net.httpserver.maxReqTime") == null) {
            System.setProperty("sun.net.httpserver.maxReqTime", "5");
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = answer(exchange);
            } catch (RuntimeException | IOException failure) {
                LOG.warn("{} could not be answered", exchange.getRequestURI().getPath(), failure);
                answer = error(500, failure.getClass().getSimpleName());
            }
            exchange.getResponseHeaders().set("Content-Type", answer.type);
            SAFE_HEADERS.forEach(exchange.getResponseHeaders()::set);
            exchange.getResponseHeaders().set("Content-Security-Policy", answer.mayDo);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status, head ? -1 : answer.body.length);
            if (!head) {
                exchange.getResponseBody().write(answer.body);
            }
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String path = String.valueOf(exchange.getRequestURI().getPath());
        if (!List.of("/live", "/ready", "/metrics", "/status", "/").contains(path)) {
            return error(404, "nothing here");
        }
        if (!exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseHeaders().set("Allow", "GET");
            return error(405, "only GET");
        }
        return switch (path) {
            case "/live" -> checked("live", health.live().get());
            case "/ready" -> checked("ready", health.ready().get());
            case "/metrics" -> new Answer(200, PrometheusText.CONTENT_TYPE, metrics.bytes(), NOTHING);
            case "/status" -> json(200, health.status().get());
            default -> new Answer(200, "text/html; charset=utf-8", page.bytes(), page.contentSecurityPolicy());
        };
    }

    private Answer checked(String name, List<String> missing) throws IOException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(name, missing.isEmpty());
        body.put("missing", missing);
        return json(missing.isEmpty() ? 200 : 503, body);
    }

    private Answer error(int status, String message) throws IOException {
        return json(status, Map.of("error", message));
    }

    private Answer json(int status, Object body) throws IOException {
        return new Answer(status, JSON, json.writeValueAsBytes(body), NOTHING);
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Answer(int status, String type, byte[] body, String mayDo) {}
}

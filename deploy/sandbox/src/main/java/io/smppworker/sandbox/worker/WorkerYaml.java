package io.smppworker.sandbox.worker;

import io.smppworker.sandbox.provider.ServerEndpoint;
import io.smppworker.schemas.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A worker.yaml in the making: keys by their path, such as {@code account.window}. Not thread-safe. */
public final class WorkerYaml {
    private final String workerId;
    private final Map<String, Object> root = new LinkedHashMap<>();

    /** With nothing but the worker's id, and a free port for its admin server. */
    public WorkerYaml(String workerId) {
        this.workerId = workerId;
        set("workerId", workerId);
        set("admin.port", 0);
    }

    public String workerId() {
        return workerId;
    }

    public WorkerYaml kafka(String bootstrapServers) {
        return set("kafka.bootstrapServers", bootstrapServers);
    }

    /** The account at a simulated provider's servers, on their plain ports. */
    public WorkerYaml account(String systemId, String password, List<ServerEndpoint> servers) {
        set("account.systemId", systemId);
        set("account.password", password);
        set("account.tls.enabled", false);
        return set("account.servers", servers.stream().map(WorkerYaml::server).toList());
    }

    /**
     * Sets one key.
     *
     * @param path the key's path, its parts joined by dots
     * @param value text, number, boolean, or a list or map of these
     */
    public WorkerYaml set(String path, Object value) {
        String[] keys = path.split("\\.", -1);
        Map<String, Object> parent = root;
        for (int i = 0; i < keys.length - 1; i++) {
            parent = section(parent, keys[i]);
        }
        parent.put(keys[keys.length - 1], value);
        return this;
    }

    /** Writes it as JSON, which every YAML parser reads. */
    public void write(Path file) {
        try {
            Json.MAPPER.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked") // sections are only ever made here
    private static Map<String, Object> section(Map<String, Object> parent, String key) {
        return (Map<String, Object>) parent.computeIfAbsent(key, absent -> new LinkedHashMap<String, Object>());
    }

    private static Map<String, Object> server(ServerEndpoint server) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("name", server.name());
        keys.put("host", server.host());
        keys.put("port", server.plainPort());
        keys.put("location", server.location());
        keys.put("population", server.population());
        return keys;
    }
}

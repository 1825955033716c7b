package io.smppworker.sandbox.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smppworker.schemas.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;

/**
 * The provider as a process of its own. The optional argument is a JSON object with any keys of {@link ProviderConfig}
 * (durations as ISO 8601) and {@code controlPort}; the first and only line on stdout is a {@link Ready}; it ends when
 * stdin does.
 */
public final class ProviderMain {
    /**
     * What a started provider says.
     *
     * @param control base URL, see {@link ControlServer}
     * @param certificateFile PEM of the authority to trust
     */
    public record Ready(String control, String certificateFile, String systemId, List<ServerEndpoint> servers) {}

    private static final String LOGBACK = "logback.configurationFile";
    private static final String CONTROL_PORT = "controlPort";

    private ProviderMain() {}

    /** Runs until stdin ends; exit code 2 for a configuration that is none. */
    public static void main(String[] args) throws IOException {
        if (System.getProperty(LOGBACK) == null) {
            System.setProperty(LOGBACK, "io/smppworker/sandbox/provider/logback-provider.xml");
        }
        // Else Nagle's algorithm holds every answer for the client's delayed acknowledgement, 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        PrintStream stdout = System.out;
        System.setOut(System.err); // only the one line goes to stdout, whatever a library prints
        ProviderConfig config;
        int controlPort;
        try {
            JsonNode overrides = Json.MAPPER.readTree(args.length == 0 ? "{}" : args[0]);
            config = config(overrides);
            controlPort = overrides.path(CONTROL_PORT).asInt(0);
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("bad configuration: " + e.getMessage());
            System.exit(2);
            return;
        }
        Provider provider = Provider.start(config);
        Runtime.getRuntime().addShutdownHook(new Thread(provider::close, "provider-close"));
        try (ControlServer control = new ControlServer(provider, controlPort)) {
            stdout.println(Json.MAPPER.writeValueAsString(new Ready(
                    "http://127.0.0.1:" + control.port(),
                    provider.certificateFile().toString(),
                    config.systemId(),
                    provider.servers())));
            stdout.flush();
            awaitEnd(System.in);
        }
        System.exit(0);
    }

    /** The defaults with these keys replaced. */
    static ProviderConfig config(JsonNode overrides) throws IOException {
        ObjectNode config = Json.MAPPER.valueToTree(ProviderConfig.defaults());
        overrides.fieldNames().forEachRemaining(key -> {
            if (!key.equals(CONTROL_PORT) && !config.has(key)) {
                throw new IllegalArgumentException("no key " + key);
            }
        });
        overrides.properties().forEach(entry -> config.set(entry.getKey(), entry.getValue()));
        return Json.MAPPER.treeToValue(config, ProviderConfig.class);
    }

    private static void awaitEnd(InputStream in) throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }
}

package io.smppworker.sandbox.broker;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A second listener of an embedded broker, over TLS and with a log-in (SASL PLAIN).
 *
 * @param port it listens on
 * @param keyStore PKCS #12 file with the broker's key and certificate
 * @param keyStorePassword of the file and the key in it
 * @param user who may log in, with {@code password}
 */
public record SaslSsl(int port, Path keyStore, String keyStorePassword, String user, String password) {
    private static final String NAME = "SASL_SSL";

    /** On a free port. */
    public static SaslSsl listener(Path keyStore, String keyStorePassword, String user, String password) {
        return new SaslSsl(FreePorts.pick(), keyStore, keyStorePassword, user, password);
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** That configuration, with this listener beside its others. */
    Map<String, String> addedTo(Map<String, String> configuration) {
        Map<String, String> properties = new LinkedHashMap<>(configuration);
        String listener = NAME + "://" + bootstrapServers();
        properties.merge("listeners", listener, SaslSsl::list);
        properties.merge("advertised.listeners", listener, SaslSsl::list);
        properties.merge("listener.security.protocol.map", NAME + ":" + NAME, SaslSsl::list);
        properties.put("ssl.keystore.type", "PKCS12");
        properties.put("ssl.keystore.location", keyStore.toString());
        properties.put("ssl.keystore.password", keyStorePassword);
        properties.put("ssl.key.password", keyStorePassword);
        properties.put("sasl.enabled.mechanisms", "PLAIN");
        properties.put(
                "listener.name.sasl_ssl.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required user_%s=\"%s\";"
                        .formatted(user, password));
        return properties;
    }

    private static String list(String before, String more) {
        return before + "," + more;
    }
}

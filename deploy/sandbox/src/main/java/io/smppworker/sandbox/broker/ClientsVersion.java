package io.smppworker.sandbox.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;

/** The version of Kafka's clients on this class path, as their jar has it. */
final class ClientsVersion {
    private static final String RESOURCE = "/kafka/kafka-version.properties";

    private ClientsVersion() {}

    static String read() {
        try (InputStream in = Admin.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("no " + RESOURCE + " on the class path");
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

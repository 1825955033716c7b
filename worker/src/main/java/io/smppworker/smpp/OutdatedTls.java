package io.smppworker.smpp;

import io.smppworker.config.TlsConfig;
import java.security.Security;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** TLSv1.1 and TLSv1, for providers that have nothing better: the JDK speaks them only if allowed before any TLS. */
public final class OutdatedTls {
    private static final Logger LOG = LoggerFactory.getLogger(OutdatedTls.class);
    private static final String DISABLED = "jdk.tls.disabledAlgorithms";

    private OutdatedTls() {}

    /**
     * Lets this process speak the outdated versions that the account allows, with a warning (RFC 8996). To be called
     * before the first TLS connection of the process, Kafka's included; does nothing when none is allowed.
     */
    public static void allow(TlsConfig config) {
        List<String> outdated =
                config.protocols().stream().filter(TlsConfig::isOutdated).toList();
        if (!config.enabled() || outdated.isEmpty()) {
            return;
        }
        LOG.warn(
                "account.tls.protocols allows {}, which others can read and alter: ask the provider for TLSv1.2 or newer",
                String.join(", ", outdated));
        Security.setProperty(
                DISABLED,
                Stream.of(String.valueOf(Security.getProperty(DISABLED)).split(",", -1))
                        .map(String::trim)
                        .filter(algorithm -> !outdated.contains(algorithm))
                        .collect(Collectors.joining(", ")));
    }
}

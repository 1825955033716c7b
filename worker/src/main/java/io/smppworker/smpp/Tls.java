package io.smppworker.smpp;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.smppworker.config.AccountConfig;
import java.time.Duration;
import javax.net.ssl.SSLException;

/**
 * TLS towards the provider: certificates checked against the JVM's public authorities or a CA file, the host name against
 * the certificate, the name sent as SNI. Thread-safe.
 */
final class Tls {
    private final SslContext context;
    private final Duration handshake;

    /**
     * Reads the CA file, if any.
     *
     * @param handshake how long a handshake may take
     * @throws IllegalArgumentException naming the key path when the configuration can not be used
     */
    Tls(AccountConfig.Tls config, Duration handshake) {
        this.handshake = handshake;
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .protocols(config.protocols())
                .endpointIdentificationAlgorithm(config.verifyHostname() ? "HTTPS" : null);
        try {
            if (config.caFile() != null) {
                builder.trustManager(config.caFile().toFile());
            }
            this.context = builder.build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "account.tls (caFile %s, protocols %s): %s"
                            .formatted(config.caFile(), config.protocols(), RootCause.of(e)),
                    e);
        }
    }

    /** A handler for one connection to that host; its handshake starts when it joins an active channel. */
    SslHandler handler(Channel channel, String host, int port) {
        SslHandler handler = context.newHandler(channel.alloc(), host, port);
        handler.setHandshakeTimeoutMillis(handshake.toMillis());
        return handler;
    }
}

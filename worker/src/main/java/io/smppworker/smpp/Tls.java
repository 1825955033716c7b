package io.smppworker.smpp;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.smppworker.config.TlsConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS towards the provider: certificates checked against the JVM's public authorities and those of a CA file, the host
 * name against the certificate, the name sent as SNI (RFC 6066 §3), a client certificate shown where the server asks for
 * one and there is one. A server's certificate may change at any time, as
 * long as a trusted authority signed it. A connection resumes the TLS session of the last one to the same server where
 * the server allows it. Thread-safe.
 */
final class Tls {
    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);
    private static final byte[] NONE = {};

    private final TlsConfig config;
    private final Duration handshake;
    private Contents contents;
    private SslContext context;

    /** What the files of the configuration hold; empty where none is named. */
    @SuppressWarnings("ArrayRecordComponent") // compared by same()
    private record Contents(byte[] ca, byte[] certificate, byte[] key) {
        static Contents read(TlsConfig config) throws IOException {
            return new Contents(octets(config.caFile()), octets(config.certificateFile()), octets(config.keyFile()));
        }

        private static byte[] octets(@Nullable Path file) throws IOException {
            return file == null ? NONE : Files.readAllBytes(file);
        }

        boolean same(Contents other) {
            return Arrays.equals(ca, other.ca)
                    && Arrays.equals(certificate, other.certificate)
                    && Arrays.equals(key, other.key);
        }
    }

    /**
     * Reads the files, if any.
     *
     * @param handshake how long a handshake may take
     * @throws IllegalArgumentException naming the key path when the configuration cannot be used
     */
    Tls(TlsConfig config, Duration handshake) {
        this.config = config;
        this.handshake = handshake;
        try {
            this.contents = Contents.read(config);
            this.context = context(config, contents);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "account.tls (caFile %s, certificateFile %s, keyFile %s, protocols %s): %s"
                            .formatted(
                                    config.caFile(),
                                    config.certificateFile(),
                                    config.keyFile(),
                                    config.protocols(),
                                    RootCause.of(e)),
                    e);
        }
    }

    /**
     * A handler for one connection to that host; its handshake starts when it joins an active channel. Reads the files
     * again, so it must not be called on an event loop.
     */
    SslHandler handler(Channel channel, String host, int port) {
        SslHandler handler = current().newHandler(channel.alloc(), host, port);
        handler.setHandshakeTimeoutMillis(handshake.toMillis());
        return handler;
    }

    /** Why a handshake failed, in words for people. */
    String inWords(@Nullable Throwable failure, String host) {
        return certificateWanted(RootCause.of(failure))
                .orElseGet(() -> TlsFailure.inWords(failure, host, config.protocols()));
    }

    /** Why a connection ended, if because of a missing or refused client certificate; else empty. */
    Optional<String> certificateWanted(String said) {
        return TlsFailure.certificateWanted(said, config.certificateFile() != null);
    }

    /** The same context while the files are unchanged: it remembers the TLS sessions that can be resumed. */
    private synchronized SslContext current() {
        try {
            Contents now = Contents.read(config);
            if (!now.same(contents)) {
                context = context(config, now);
                contents = now;
                LOG.info("a file of account.tls has changed: used from the next connection on");
            }
        } catch (IOException | GeneralSecurityException e) {
            LOG.warn(
                    "a file of account.tls cannot be used now ({}): what they held before goes on being used",
                    RootCause.of(e));
        }
        return context;
    }

    private static SslContext context(TlsConfig config, Contents contents)
            throws IOException, GeneralSecurityException {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .protocols(config.protocols())
                .endpointIdentificationAlgorithm(config.verifyHostname() ? "HTTPS" : null);
        if (config.caFile() != null) {
            List<X509Certificate> trusted = new ArrayList<>(certificates(contents.ca()));
            if (config.publicAuthorities()) {
                trusted.addAll(publicAuthorities());
            }
            builder.trustManager(trusted);
        }
        if (config.certificateFile() != null) {
            List<X509Certificate> chain = certificates(contents.certificate());
            builder.keyManager(ClientKey.of(contents.key(), chain.get(0)), chain);
        }
        return builder.build();
    }

    private static List<X509Certificate> certificates(byte[] pem) throws CertificateException {
        List<X509Certificate> certificates =
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                        .map(X509Certificate.class::cast)
                        .toList();
        if (certificates.isEmpty()) {
            throw new CertificateException("no certificate in it");
        }
        return certificates;
    }

    /** Those that the JVM trusts, by its own file or by {@code javax.net.ssl.trustStore}. */
    private static List<X509Certificate> publicAuthorities() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        List<X509Certificate> authorities = new ArrayList<>();
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager trusting) {
                authorities.addAll(List.of(trusting.getAcceptedIssuers()));
            }
        }
        return authorities;
    }
}

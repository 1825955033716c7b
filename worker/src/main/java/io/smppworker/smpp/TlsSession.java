package io.smppworker.smpp;

import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * The TLS session of a connection.
 *
 * @param protocol as {@code TLSv1.3}
 * @param certificateExpires when the server's certificate expires
 */
public record TlsSession(String protocol, Instant certificateExpires) {
    /** From the JDK's session; null while the server has shown no certificate. */
    static @Nullable TlsSession of(SSLSession session) {
        try {
            X509Certificate certificate = (X509Certificate) session.getPeerCertificates()[0];
            return new TlsSession(
                    session.getProtocol(), certificate.getNotAfter().toInstant());
        } catch (SSLPeerUnverifiedException e) {
            return null;
        }
    }
}

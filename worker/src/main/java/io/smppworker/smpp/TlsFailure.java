package io.smppworker.smpp;

import io.netty.handler.ssl.NotSslRecordException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why a TLS handshake failed, as text that says what is to be fixed: the certificate's fault rather than the handshake's. */
final class TlsFailure {
    private static final Pattern ABOUT_OUR_CERTIFICATE = Pattern.compile("Received fatal alert:"
            + " (certificate_required|(bad|no|unsupported)_certificate|certificate_(revoked|expired|unknown)"
            + "|unknown_ca|access_denied)");

    private TlsFailure() {}

    /**
     * What happened, and in brackets how the library put it.
     *
     * @param host that was to be reached
     * @param protocols that may be spoken
     */
    static String inWords(@Nullable Throwable failure, String host, List<String> protocols) {
        String said = RootCause.of(failure);
        String meant = deepest(failure, host, protocols);
        return meant == null ? said : meant + " (" + said + ")";
    }

    /**
     * The meaning of an alert of RFC 8446 §6.2 about this side's certificate, with which the server ends the handshake or,
     * with TLSv1.3, the connection after it; empty for anything else.
     *
     * @param said how the library put it
     * @param shown whether this side has a certificate to show
     */
    static Optional<String> certificateWanted(String said, boolean shown) {
        if (!ABOUT_OUR_CERTIFICATE.matcher(said).find()) {
            return Optional.empty();
        }
        String meant = shown
                ? "the server does not take the client certificate of account.tls.certificateFile"
                : "the server wants a client certificate: account.tls.certificateFile and keyFile";
        return Optional.of("%s (%s)".formatted(meant, said));
    }

    /** The deepest cause is the nearest to what happened. */
    private static @Nullable String deepest(@Nullable Throwable failure, String host, List<String> protocols) {
        if (failure == null) {
            return null;
        }
        String deeper = deepest(failure.getCause(), host, protocols);
        return deeper == null ? meaning(failure, host, protocols) : deeper;
    }

    private static @Nullable String meaning(Throwable cause, String host, List<String> protocols) {
        if (cause instanceof CertificateExpiredException) {
            return "the server's certificate, or one that vouches for it, has expired";
        }
        if (cause instanceof CertificateNotYetValidException) {
            return "the server's certificate is not valid yet; is this machine's clock right?";
        }
        if (cause instanceof CertPathBuilderException) {
            return "the server's certificate is signed by no authority that is trusted here; account.tls.caFile can"
                    + " add one";
        }
        if (cause instanceof NotSslRecordException) {
            return "the server does not speak TLS on this port";
        }
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof CertificateException && message.startsWith("No ")) {
            return "the server's certificate is not for " + host;
        }
        if (cause instanceof SSLException && message.matches(".*protocol[ _]version.*")) {
            return "the server speaks none of " + String.join(", ", protocols) + ", which account.tls.protocols allows";
        }
        return null;
    }
}

package io.smppworker.config;

import io.dropwizard.validation.selfvalidating.SelfValidating;
import io.dropwizard.validation.selfvalidating.SelfValidation;
import io.dropwizard.validation.selfvalidating.ViolationCollector;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * TLS towards the provider.
 *
 * @param caFile PEM file of trusted authorities; null trusts the JVM's public ones alone
 * @param publicAuthorities whether the JVM's public ones are trusted beside those of the file
 * @param certificateFile PEM file of this side's certificate and its chain; null presents none
 * @param keyFile PEM file of its private key, PKCS #8, not encrypted; null without a certificate
 */
@SelfValidating
public record TlsConfig(
        boolean enabled,
        boolean verifyHostname,
        @Nullable Path caFile,
        boolean publicAuthorities,

        @NotEmpty(message = "must have at least one of TLSv1.3, TLSv1.2")
        List<
                        @Pattern(
                                regexp = "TLSv1(\\.[123])?",
                                message = "must be TLSv1.3, TLSv1.2, or one of the outdated TLSv1.1, TLSv1")
                        String>
                protocols,

        @Nullable Path certificateFile,
        @Nullable Path keyFile) {

    public TlsConfig {
        protocols = List.copyOf(protocols);
    }

    /** The files are readable. Called by the validator. */
    @SelfValidation
    public void filesAreReadable(ViolationCollector violations) {
        readable("caFile", caFile, violations);
        readable("certificateFile", certificateFile, violations);
        readable("keyFile", keyFile, violations);
    }

    private static void readable(String key, @Nullable Path file, ViolationCollector violations) {
        if (file != null && !(Files.isRegularFile(file) && Files.isReadable(file))) {
            violations.addViolation(key, "must be a readable file");
        }
    }

    /** A certificate is of no use without its key, nor a key without its certificate. Called by the validator. */
    @SelfValidation
    public void certificateHasItsKey(ViolationCollector violations) {
        if (certificateFile != null && keyFile == null) {
            violations.addViolation("keyFile", "is required beside certificateFile");
        } else if (certificateFile == null && keyFile != null) {
            violations.addViolation("certificateFile", "is required beside keyFile");
        }
    }

    /** At least one authority is trusted. Called by the validator. */
    @SelfValidation
    public void someoneIsTrusted(ViolationCollector violations) {
        if (caFile == null && !publicAuthorities) {
            violations.addViolation("publicAuthorities", "must be true without a caFile: no server would be trusted");
        }
    }

    /** Whether RFC 8996 forbids this version. */
    public static boolean isOutdated(String protocol) {
        return protocol.equals("TLSv1.1") || protocol.equals("TLSv1");
    }
}

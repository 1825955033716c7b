package io.smppworker.config;

import io.dropwizard.validation.selfvalidating.SelfValidating;
import io.dropwizard.validation.selfvalidating.SelfValidation;
import io.dropwizard.validation.selfvalidating.ViolationCollector;
import jakarta.validation.constraints.NotBlank;
import org.hibernate.validator.constraints.Range;

/**
 * Where the admin HTTP server listens; port 0 takes a free one.
 *
 * @param allowRemote whether the host may be one that other machines reach: the server has no password
 */
@SelfValidating
public record AdminConfig(
        @NotBlank(message = Allowed.REQUIRED) String host,
        @Range(max = 65_535, message = Allowed.RANGE) int port,
        boolean allowRemote) {
    private static final String LOOPBACK = "|localhost|127(\\.\\d{1,3}){3}|::1"; // REQUIRED reports an empty one

    /** A host that other machines reach needs {@code allowRemote}. Called by the validator. */
    @SelfValidation
    public void isLocalUnlessAllowed(ViolationCollector violations) {
        if (!allowRemote && !host.matches(LOOPBACK)) {
            violations.addViolation(
                    "host",
                    "must be localhost, 127.0.0.1 or ::1, unless admin.allowRemote is true: it has no password");
        }
    }
}

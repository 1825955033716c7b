package io.smppworker.correlate;

import io.smppworker.schemas.Receipt.Status;
import java.util.Set;

/**
 * Which states of a delivery end it. UNKNOWN does (SMPP 5.0 §4.7.15 lists it as final); ACCEPTED does not, as providers use
 * it for "accepted by the next network"; an unknown status does not, for a false end would hide the true one.
 */
public final class Finality {
    private static final Set<Status> FINAL = Set.of(
            Status.DELIVERED, Status.UNDELIVERABLE, Status.EXPIRED, Status.DELETED, Status.REJECTED, Status.UNKNOWN);

    private Finality() {}

    /** Whether a delivery in this state has ended. */
    public static boolean isFinal(Status status) {
        return FINAL.contains(status);
    }
}

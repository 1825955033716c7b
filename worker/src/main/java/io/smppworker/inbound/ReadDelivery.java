package io.smppworker.inbound;

import io.smppworker.inbound.Delivery.Reading;
import java.util.Set;

/**
 * What was read from a deliver_sm.
 *
 * @param usedTags of the optional parameters whose values went into {@code reading}
 */
record ReadDelivery(Reading reading, Set<Integer> usedTags) {
    /** Nothing was read from its optional parameters. */
    ReadDelivery(Reading reading) {
        this(reading, Set.of());
    }
}

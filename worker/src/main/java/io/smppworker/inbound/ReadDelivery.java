package io.smppworker.inbound;

import io.smppworker.inbound.Delivery.Reading;
import java.util.Set;

/**
 * The result of reading a deliver_sm.
 *
 * @param usedTags tags of the optional parameters whose values are in {@code reading}
 */
record ReadDelivery(Reading reading, Set<Integer> usedTags) {
    /** Nothing was read from its optional parameters. */
    ReadDelivery(Reading reading) {
        this(reading, Set.of());
    }
}

package io.smppworker.correlate;

import io.smppworker.schemas.Inbound;
import io.smppworker.schemas.Receipt;

/**
 * Hears what the correlator publishes, for those who count; after a broken transaction some of it once more. Called on its
 * threads; must not block.
 */
public interface PublishedEvents {
    void receipt(Receipt receipt);

    void inbound(Inbound message);
}

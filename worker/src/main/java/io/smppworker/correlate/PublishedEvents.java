package io.smppworker.correlate;

import io.smppworker.schemas.Inbound;
import io.smppworker.schemas.Receipt;
import java.util.Map;

/**
 * Hears what the correlator publishes, for those who count; after a broken transaction some of it once more. Called on its
 * threads; must not block.
 */
public interface PublishedEvents {
    /**
     * A receipt goes to its topic.
     *
     * @param trace the headers traceparent and tracestate that it carries, if any
     */
    void receipt(Receipt receipt, Map<String, String> trace);

    /** A mobile-originated message goes to its topic. */
    void inbound(Inbound message);
}

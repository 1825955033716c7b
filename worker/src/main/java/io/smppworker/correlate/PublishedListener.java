package io.smppworker.correlate;

import io.smppworker.schemas.Inbound;
import io.smppworker.schemas.Receipt;
import java.util.List;
import java.util.Map;

/**
 * Is notified of what the correlator publishes; after an aborted transaction, of some of it again. Called on its threads;
 * must not block, and does nothing by default.
 */
public interface PublishedListener {
    /**
     * A receipt goes to its topic.
     *
     * @param trace the headers traceparent and tracestate that it carries, if any
     */
    default void receipt(Receipt receipt, Map<String, String> trace) {}

    /** A mobile-originated message goes to its topic. */
    default void inbound(Inbound message) {}

    /** A listener that notifies each of these, in order. */
    static PublishedListener all(PublishedListener... listeners) {
        List<PublishedListener> all = List.of(listeners);
        return new PublishedListener() {
            @Override
            public void receipt(Receipt receipt, Map<String, String> trace) {
                all.forEach(one -> one.receipt(receipt, trace));
            }

            @Override
            public void inbound(Inbound message) {
                all.forEach(one -> one.inbound(message));
            }
        };
    }
}

package io.smppworker.correlate;

import io.smppworker.schemas.Receipt;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/** Passes receipts on, and notifies the listener of each, with its trace (W3C Trace Context). */
final class ListenedReceipts extends ContextualFixedKeyProcessor<String, Receipt, Receipt> {
    private static final List<String> TRACE = List.of("traceparent", "tracestate");

    private final PublishedListener published;

    ListenedReceipts(PublishedListener published) {
        this.published = published;
    }

    @Override
    public void process(FixedKeyRecord<String, Receipt> receipt) {
        Map<String, String> trace = new LinkedHashMap<>();
        for (String name : TRACE) {
            Header header = receipt.headers().lastHeader(name);
            if (header != null && header.value() != null) {
                trace.put(name, new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        published.receipt(receipt.value(), trace);
        context().forward(receipt);
    }
}

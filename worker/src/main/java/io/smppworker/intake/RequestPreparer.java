package io.smppworker.intake;

import io.smppworker.config.WorkerConfig;
import io.smppworker.message.SmsRequest;
import io.smppworker.message.Source;
import io.smppworker.message.TextSettings;
import io.smppworker.outbound.Prepared;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Makes a message of a record of a lane: decoded, validated, coded and cut into segments. Thread-safe.
 *
 * @param text how the provider takes texts
 * @param maxSegments a longer message is not sendable
 * @param lastReference the last concatenation reference that was used
 */
record RequestPreparer(RequestDecoder decoder, TextSettings text, int maxSegments, AtomicInteger lastReference) {
    static RequestPreparer of(WorkerConfig config, AtomicInteger lastReference) {
        return new RequestPreparer(
                new RequestDecoder(
                        config.account(),
                        config.defaults(),
                        config.outbound().maxResends(),
                        config.kafka().forwardHeaders()),
                config.text(),
                config.outbound().maxSegments(),
                lastReference);
    }

    /** @param usedReference the concatenation reference it was announced with; null when not announced, or without one */
    Prepared prepare(SmsRequest request, Source source, @Nullable Integer usedReference) {
        int reference = usedReference == null
                ? Math.floorMod(
                        lastReference.incrementAndGet(), text.longMessages().references())
                : usedReference;
        return Prepared.of(request, source, text, reference, maxSegments);
    }
}

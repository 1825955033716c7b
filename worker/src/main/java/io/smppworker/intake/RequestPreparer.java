package io.smppworker.intake;

import io.smppworker.config.WorkerConfig;
import io.smppworker.message.SmsRequest;
import io.smppworker.message.Source;
import io.smppworker.message.TextSettings;
import io.smppworker.outbound.Prepared;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Makes a message of a record of a lane: decoded, validated, coded and cut into segments. Thread-safe. */
final class RequestPreparer {
    private final RequestDecoder decoder;
    private final TextSettings text;
    private final int maxSegments;
    private final AtomicInteger lastReference;

    /**
     * Prepares requests for one provider.
     *
     * @param text how the provider takes texts
     * @param maxSegments a longer message is not sendable
     * @param lastReference the last concatenation reference that was used
     */
    RequestPreparer(RequestDecoder decoder, TextSettings text, int maxSegments, AtomicInteger lastReference) {
        this.decoder = decoder;
        this.text = text;
        this.maxSegments = maxSegments;
        this.lastReference = lastReference;
    }

    static RequestPreparer of(WorkerConfig config, AtomicInteger lastReference) {
        return new RequestPreparer(
                new RequestDecoder(
                        config.account(), config.defaults(), config.kafka().forwardHeaders()),
                config.text(),
                config.outbound().maxSegments(),
                lastReference);
    }

    /** See {@link RequestDecoder#rehearse}. */
    void rehearse() {
        decoder.rehearse();
    }

    RequestDecoder.Decoded decode(ConsumerRecord<byte[], byte[]> message, Instant now) {
        return decoder.decode(message, now);
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

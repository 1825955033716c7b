package io.smppworker.intake;

import io.smppworker.config.WorkerConfig;
import io.smppworker.message.Lane;
import io.smppworker.message.SmsRequest;
import io.smppworker.message.Source;
import io.smppworker.outbound.Prepared;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Whether a worker of this configuration would send a record's value or make it a dead letter: decided by the worker's own
 * code, so that a producer can know beforehand. Thread-safe.
 */
public final class RequestCheck {
    private final RequestPreparer preparer;
    private final String topic;
    private final Clock clock;

    public RequestCheck(WorkerConfig config, Clock clock) {
        this.preparer = RequestPreparer.of(config, new AtomicInteger());
        this.topic = config.topics().outbound();
        this.clock = clock;
    }

    /** The result of a check. */
    public sealed interface Result {}

    /** It would be sent. */
    public record Sendable(String messageId) implements Result {}

    /**
     * It would be a dead letter.
     *
     * @param reason as in the header {@code dead-letter.reason}
     * @param detail what is wrong; never the text
     */
    public record Unsendable(String reason, String detail) implements Result {}

    /**
     * Decodes, validates, encodes and segments it.
     *
     * @param value UTF-8 JSON
     */
    public Result check(byte[] value) {
        RequestDecoder.Decoded decoded =
                preparer.decoder().decode(new ConsumerRecord<>(topic, 0, 0, new byte[0], value), clock.instant());
        if (decoded instanceof RequestDecoder.Decoded.Invalid invalid) {
            return new Unsendable(invalid.reason(), invalid.detail());
        }
        SmsRequest request = ((RequestDecoder.Decoded.Valid) decoded).request();
        Prepared prepared = preparer.prepare(request, new Source(Lane.BULK, topic, 0, 0), null);
        return prepared instanceof Prepared.Unsendable unsendable
                ? new Unsendable(unsendable.reason(), unsendable.detail())
                : new Sendable(request.messageId());
    }
}

package io.smppworker.intake;

import io.smppworker.config.WorkerConfig;
import io.smppworker.message.Lane;
import io.smppworker.message.SmsRequest;
import io.smppworker.message.Source;
import io.smppworker.message.TextSettings;
import io.smppworker.outbound.Prepared;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Whether a worker of this configuration would take a record's value as a request or put it aside: told by what the worker
 * itself decides by, so that who produces it can be told before. Thread-safe.
 */
public final class RequestCheck {
    private final RequestDecoder decoder;
    private final TextSettings text;
    private final int maxSegments;
    private final String topic;
    private final Clock clock;

    public RequestCheck(WorkerConfig config, Clock clock) {
        this.decoder = new RequestDecoder(
                config.account(), config.defaults(), config.kafka().forwardHeaders());
        this.text = config.text();
        this.maxSegments = config.outbound().maxSegments();
        this.topic = config.topics().outbound();
        this.clock = clock;
    }

    /** What would become of it. */
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
                decoder.decode(new ConsumerRecord<>(topic, 0, 0, new byte[0], value), clock.instant());
        if (decoded instanceof RequestDecoder.Decoded.Invalid invalid) {
            return new Unsendable(invalid.reason(), invalid.detail());
        }
        SmsRequest request = ((RequestDecoder.Decoded.Valid) decoded).request();
        Prepared prepared = Prepared.of(request, new Source(Lane.BULK, topic, 0, 0), text, 0, maxSegments);
        return prepared instanceof Prepared.Unsendable unsendable
                ? new Unsendable(unsendable.reason(), unsendable.detail())
                : new Sendable(request.messageId());
    }
}

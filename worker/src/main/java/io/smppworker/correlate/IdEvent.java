package io.smppworker.correlate;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.smppworker.schemas.DeliveryRecord;
import java.time.Instant;

/** What is known about one canonical SMSC message id: the value of the internal topic keyed by it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_ARRAY)
@JsonSubTypes({
    @JsonSubTypes.Type(value = IdEvent.Accepted.class, name = "a"),
    @JsonSubTypes.Type(value = IdEvent.Reported.class, name = "r")
})
sealed interface IdEvent {
    /**
     * The provider gave this id to a segment.
     *
     * @param smscMessageId as it came in submit_sm_resp
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Accepted(String messageId, int segment, String smscMessageId) implements IdEvent {}

    /**
     * The provider reported on this id.
     *
     * @param receivedAt when the deliver_sm came
     * @param from its source_addr
     * @param to its destination_addr
     * @param raw the whole PDU, or its message octets, hex
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Reported(
            String deliveryId,
            Instant receivedAt,
            String from,
            String to,
            DeliveryRecord.ReceiptPart receipt,
            String raw)
            implements IdEvent {

        static Reported of(DeliveryRecord delivery) {
            return new Reported(
                    delivery.deliveryId(),
                    delivery.receivedAt(),
                    delivery.from(),
                    delivery.to(),
                    Deliveries.receipt(delivery),
                    requireNonNullElse(delivery.raw(), delivery.body()));
        }
    }
}

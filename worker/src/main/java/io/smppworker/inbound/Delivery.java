package io.smppworker.inbound;

import io.smppworker.message.BindPoint;
import io.smppworker.message.DeliverSm;
import io.smppworker.message.DeliveryState;
import io.smppworker.message.Tlv;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One deliver_sm, with what could be read from it.
 *
 * @param deliveryId unique for this PDU
 * @param reading the kind of message, with its fields
 * @param otherTlvs the optional parameters of which nothing is in {@code reading}, in order, to be passed through
 */
public record Delivery(
        String deliveryId, BindPoint bind, Instant receivedAt, DeliverSm pdu, Reading reading, List<Tlv> otherTlvs) {

    /** The kind of message that a deliver_sm carries. */
    public sealed interface Reading {}

    /**
     * A delivery receipt (SMPP 3.4 appendix B and §5.3.2.26, §5.3.2.35, §5.3.2.31).
     *
     * @param smscMessageId exactly as it came
     * @param rawStatus the provider's own status text, or the number of message_state when only that was sent
     * @param network the network's error, when there was one
     */
    public record Dlr(
            String smscMessageId,
            DeliveryState state,
            String rawStatus,
            @Nullable String network,
            @Nullable Instant doneAt)
            implements Reading {}

    /**
     * A part of a mobile-originated message; exactly one of {@code text} and {@code binary}.
     *
     * @param reference concatenation reference; null when it came whole
     * @param referenceBits 8 or 16, null when it came whole: references of different forms have nothing to do with each other
     * @param index 1-based
     * @param ports null when it is addressed to the person, not to an application
     */
    @SuppressWarnings("ArrayRecordComponent") // octets from a socket; never compared
    public record Mo(
            @Nullable String text,
            byte @Nullable [] binary,
            @Nullable Integer reference,
            @Nullable Integer referenceBits,
            int index,
            int total,
            @Nullable Ports ports)
            implements Reading {}

    /**
     * Application ports, 0..65535 (3GPP TS 23.040 §9.2.3.24.3, §9.2.3.24.4; SMPP 3.4 §5.3.2.20, §5.3.2.21).
     *
     * @param originator null when only the destination was sent
     */
    public record Ports(int destination, @Nullable Integer originator) {}

    /** Neither, or a receipt of which too little can be read: published raw, so that nothing is lost. */
    public record Unparsed(String problem) implements Reading {}
}

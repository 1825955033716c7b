package io.smppworker.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One deliver_sm as it came, parsed and raw: the value of a record on {@code smpp.deliveries}. Its key is the SMSC
 * message id of a receipt, the reassembly key of a mobile-originated message, or absent.
 *
 * @param deliveryId unique for this PDU
 * @param from source_addr
 * @param to destination_addr
 * @param body the message octets (short_message or message_payload), hex
 * @param receipt the parsed receipt, when {@code kind} is RECEIPT
 * @param part the parsed part, when {@code kind} is MO
 * @param problem why it could not be read, when {@code kind} is UNPARSED
 * @param raw the whole PDU, hex, when it was at hand
 * @param serviceType service_type; empty when blank
 * @param tlvs optional parameters that were not interpreted; absent when there are none
 */
@RecordBuilder
public record DeliveryRecord(
        String deliveryId,
        Kind kind,
        String server,
        int bind,
        String worker,
        Instant receivedAt,
        String from,
        String to,
        int esmClass,
        int dataCoding,
        String body,
        @Nullable ReceiptPart receipt,
        @Nullable MoPart part,
        @Nullable String problem,
        @Nullable String raw,
        String serviceType,
        int fromTon,
        int fromNpi,
        int toTon,
        int toNpi,
        @Nullable List<ReceivedTlv> tlvs) {

    /** How the PDU was interpreted. */
    public enum Kind {
        @JsonProperty("receipt")
        RECEIPT,
        @JsonProperty("mo")
        MO,
        @JsonProperty("unparsed")
        UNPARSED
    }

    /**
     * A delivery receipt (SMPP 3.4 appendix B, or its TLVs).
     *
     * @param smscMessageId exactly as it came
     * @param status mapped
     * @param rawStatus the provider's own text ({@code stat:}), or the message_state's number
     * @param network the network's error ({@code err:} or network_error_code)
     */
    public record ReceiptPart(
            String smscMessageId,
            Receipt.Status status,
            String rawStatus,
            @Nullable String network,
            @Nullable Instant doneAt) {}

    /**
     * One part of a mobile-originated message. Exactly one of {@code text} and {@code binary} (hex).
     *
     * @param reference concatenation reference; null when it came whole
     * @param referenceBits 8 or 16, null when it came whole: references of different sizes are unrelated
     * @param index 1-based
     * @param total number of parts
     * @param ports null when it is not addressed to an application port
     */
    public record MoPart(
            @Nullable String text,
            @Nullable String binary,
            @Nullable Integer reference,
            @Nullable Integer referenceBits,
            int index,
            int total,
            @Nullable Ports ports) {}
}

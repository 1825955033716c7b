package io.smppworker.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to send one message: the value of a record on {@code sms.outbound} or {@code sms.outbound.urgent}. Absent
 * fields are null; the worker's configured defaults fill them.
 *
 * @param messageId the user's id, 1..128 printable ASCII; the key of every receipt
 * @param to destination, digits only, 3..20, one leading + allowed
 * @param from source address, at most 20 ASCII characters
 * @param sourceTon type of number of {@code from}, 0..255 (SMPP 3.4 §5.2.5)
 * @param sourceNpi numbering plan of {@code from}, 0..255 (SMPP 3.4 §5.2.6)
 * @param destinationTon type of number of {@code to}
 * @param destinationNpi numbering plan of {@code to}
 * @param serviceType service_type, at most 5 ASCII characters
 * @param text what to send; required unless {@code binary}
 * @param binary octets to send instead of text
 * @param messageClass 0..3 (3GPP TS 23.038 §4); 0 is shown at once, as a "flash" message
 * @param validity how long, from the record's timestamp (or from when a worker takes it, where that is absent, ahead or more
 *     than a year old), it may wait to be submitted and then be tried by the provider
 * @param expiresAt never submitted after this instant
 * @param priority SMPP priority_flag, 0..3
 * @param customerReference provider TLV 0x1400, at most 100 characters
 * @param costCentre provider TLV 0x1401, at most 100 characters
 * @param tlvs further optional parameters
 * @param context any object of at most 4 KiB, passed through to every receipt
 */
@RecordBuilder
public record SendRequest(
        String messageId,
        String to,
        @Nullable String from,
        @Nullable Integer sourceTon,
        @Nullable Integer sourceNpi,
        @Nullable Integer destinationTon,
        @Nullable Integer destinationNpi,
        @Nullable String serviceType,
        @Nullable String text,
        @Nullable Binary binary,
        @Nullable Encoding encoding,
        @Nullable Integer messageClass,
        @Nullable RegisteredDelivery receipt,
        @Nullable Duration validity,
        @Nullable Instant expiresAt,
        @Nullable OnInDoubt onInDoubt,
        @Nullable Integer priority,
        @Nullable String customerReference,
        @Nullable String costCentre,
        @Nullable List<Tlv> tlvs,
        @Nullable JsonNode context) {

    /** How the text is coded on the wire: {@code auto} is GSM 03.38 where the text allows, else UCS-2. */
    public enum Encoding {
        @JsonProperty("auto")
        AUTO,
        @JsonProperty("gsm7")
        GSM7,
        @JsonProperty("ucs2")
        UCS2
    }

    /** Which delivery receipts are requested from the provider (SMPP 3.4 §5.2.17 registered_delivery). */
    public enum RegisteredDelivery {
        @JsonProperty("final")
        FINAL,
        @JsonProperty("failure")
        FAILURE,
        @JsonProperty("none")
        NONE
    }

    /** What to do with a segment that was submitted and whose outcome was lost. */
    public enum OnInDoubt {
        @JsonProperty("resend")
        RESEND,
        @JsonProperty("report")
        REPORT
    }

    /**
     * Octets to send as they are.
     *
     * @param hex short_message, two hex digits an octet
     * @param dataCoding data_coding, 0..255
     * @param esmClass esm_class, 0..255
     */
    public record Binary(
            String hex,
            @Nullable Integer dataCoding,
            @Nullable Integer esmClass) {}

    /**
     * One optional parameter (SMPP 3.4 §3.2.4.1): exactly one of {@code hex} and {@code text}.
     *
     * @param tag as {@code "0x1400"}
     */
    public record Tlv(
            String tag, @Nullable String hex, @Nullable String text) {}
}

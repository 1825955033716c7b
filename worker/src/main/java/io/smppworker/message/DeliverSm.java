package io.smppworker.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One deliver_sm as it came (SMPP 3.4 §4.6.1). One component for each field of the PDU that is used.
 *
 * @param source source_addr
 * @param destination destination_addr
 * @param body short_message, or message_payload when that is where the text was
 * @param tlvs optional parameters in order, message_payload left out when it is the body
 * @param raw the whole PDU, header included
 * @param routing its service_type, and TON and NPI of its addresses
 * @param problem why nothing but {@code raw} could be read of it; null when it was read
 */
@SuppressWarnings("ArrayRecordComponent") // octets from a socket; never compared
public record DeliverSm(
        String source,
        String destination,
        int esmClass,
        int dataCoding,
        byte[] body,
        List<Tlv> tlvs,
        byte[] raw,
        Routing routing,
        @Nullable String problem) {

    /** One that was read, without service_type, and with unknown TON and NPI. */
    public DeliverSm(
            String source, String destination, int esmClass, int dataCoding, byte[] body, List<Tlv> tlvs, byte[] raw) {
        this(source, destination, esmClass, dataCoding, body, tlvs, raw, Routing.NONE, null);
    }

    /**
     * service_type, and TON and NPI of the addresses (SMPP 3.4 §5.2.5, §5.2.6, §5.2.11).
     *
     * @param serviceType service_type; empty when blank
     * @param sourceTon 0..255, like the other three
     */
    public record Routing(String serviceType, int sourceTon, int sourceNpi, int destinationTon, int destinationNpi) {
        public static final Routing NONE = new Routing("", 0, 0, 0, 0);
    }
}

package io.smppworker.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One deliver_sm as it came (SMPP 3.4 §4.6.1).
 *
 * @param source source_addr
 * @param destination destination_addr
 * @param body short_message, or message_payload when that is where the text was
 * @param tlvs optional parameters in order, message_payload left out
 * @param raw the whole PDU, header included
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
        @Nullable String problem) {}

package io.smppworker.sandbox.provider;

import java.util.Map;

/**
 * A deliver_sm to send, field by field (SMPP 3.4 §4.6.1).
 *
 * @param esmClass with a message type of "delivery receipt" (bits 2 to 5 = 0001) it counts as a receipt
 * @param shortMessage at most 255 octets
 * @param tlvs tag → value, in the map's order
 */
@SuppressWarnings("ArrayRecordComponent") // octets for a socket; never compared
public record DeliverSmFields(
        String source,
        String destination,
        int esmClass,
        int dataCoding,
        byte[] shortMessage,
        Map<Integer, byte[]> tlvs) {
    static final int RECEIPT = 0x04;

    boolean receipt() {
        return (esmClass & 0x3C) == RECEIPT;
    }
}

package io.smppworker.sandbox.provider;

import java.util.Map;

/**
 * A deliver_sm to send, field by field (SMPP 3.4 §4.6.1).
 *
 * @param esmClass with a message type of "delivery receipt" (bits 2 to 5 = 0001) or "intermediate delivery
 *     notification" (1000) it counts as a receipt
 * @param shortMessage at most 255 octets
 * @param tlvs tag → value, in the map's order
 * @param dataSm whether it goes as a data_sm (§4.7.1), its octets then in message_payload
 */
@SuppressWarnings("ArrayRecordComponent") // octets for a socket; never compared
record DeliverSmFields(
        String source,
        String destination,
        int esmClass,
        int dataCoding,
        byte[] shortMessage,
        Map<Integer, byte[]> tlvs,
        boolean dataSm) {
    static final int RECEIPT = 0x04;
    static final int INTERMEDIATE_NOTIFICATION = 0x20;
    private static final int MESSAGE_TYPE = 0x3C;

    DeliverSmFields(
            String source,
            String destination,
            int esmClass,
            int dataCoding,
            byte[] shortMessage,
            Map<Integer, byte[]> tlvs) {
        this(source, destination, esmClass, dataCoding, shortMessage, tlvs, false);
    }

    DeliverSmFields withEsmClass(int other) {
        return new DeliverSmFields(source, destination, other, dataCoding, shortMessage, tlvs, dataSm);
    }

    boolean receipt() {
        int type = esmClass & MESSAGE_TYPE;
        return type == RECEIPT || type == INTERMEDIATE_NOTIFICATION;
    }
}

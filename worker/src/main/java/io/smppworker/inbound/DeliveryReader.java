package io.smppworker.inbound;

import io.smppworker.inbound.Delivery.Reading;
import io.smppworker.inbound.Delivery.Unparsed;
import io.smppworker.message.DeliverSm;
import io.smppworker.message.TextSettings;

/**
 * Tells a delivery receipt from a mobile-originated message and reads it. Pure; whatever it is given, it answers: what
 * cannot be read is {@link Unparsed}.
 */
final class DeliveryReader {
    /** SMPP 3.4 §5.2.12, message type, deliver_sm: "Short Message contains SMSC Delivery Receipt". */
    private static final int RECEIPT = 0x04;

    /** SMPP 3.4 §5.2.12: "Short Message contains Intermediate Delivery Notification". */
    private static final int INTERMEDIATE_NOTIFICATION = 0x20;

    private DeliveryReader() {}

    /** @param settings how the provider codes the texts of mobile-originated messages */
    static Reading read(DeliverSm pdu, TextSettings settings) {
        if (pdu.problem() != null) {
            return new Unparsed(pdu.problem());
        }
        try {
            boolean receipt = (pdu.esmClass() & RECEIPT) != 0;
            boolean intermediate = (pdu.esmClass() & INTERMEDIATE_NOTIFICATION) != 0;
            if (receipt || intermediate) {
                return ReceiptReader.read(pdu, !receipt);
            }
            return pdu.source().isBlank() ? new Unparsed("a message from nobody") : MoReader.read(pdu, settings);
        } catch (RuntimeException unforeseen) {
            return new Unparsed("not readable: " + unforeseen.getClass().getSimpleName());
        }
    }
}

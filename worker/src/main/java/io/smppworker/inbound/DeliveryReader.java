package io.smppworker.inbound;

import io.smppworker.inbound.Delivery.Unparsed;
import io.smppworker.message.DeliverSm;
import io.smppworker.message.ReceiptEsmClass;
import io.smppworker.message.TextSettings;

/**
 * Distinguishes delivery receipts from mobile-originated messages, and reads both. Pure; never throws: a PDU that cannot be
 * read is {@link Unparsed}, and so is a message without a source address.
 */
final class DeliveryReader {
    /** SMPP 3.4 §5.2.12, message type, deliver_sm: "Short Message contains SMSC Delivery Receipt". */
    private static final int RECEIPT = 0x04;

    /** SMPP 3.4 §5.2.12: "Short Message contains Intermediate Delivery Notification". */
    private static final int INTERMEDIATE_NOTIFICATION = 0x20;

    private final TextSettings settings;
    private final boolean receiptsMayBeUnsaid;
    private final ReceiptReader receipts;

    /** @param settings how the provider codes the texts of mobile-originated messages */
    DeliveryReader(TextSettings settings, ReceiptRules rules) {
        this.settings = settings;
        this.receiptsMayBeUnsaid = rules.esmClass() == ReceiptEsmClass.OPTIONAL;
        this.receipts = new ReceiptReader(new StatusTable(rules.statuses()));
    }

    ReadDelivery read(DeliverSm pdu) {
        if (pdu.problem() != null) {
            return new ReadDelivery(new Unparsed(pdu.problem()));
        }
        try {
            boolean receipt = (pdu.esmClass() & RECEIPT) != 0;
            boolean intermediate = (pdu.esmClass() & INTERMEDIATE_NOTIFICATION) != 0;
            if (receipt || intermediate) {
                return receipts.read(pdu, !receipt);
            }
            if (receiptsMayBeUnsaid && receipts.isUnmistakable(pdu)) {
                return receipts.read(pdu, false);
            }
            return pdu.source().isBlank()
                    ? new ReadDelivery(new Unparsed("a message without a source address"))
                    : MoReader.read(pdu, settings);
        } catch (RuntimeException unforeseen) {
            return new ReadDelivery(
                    new Unparsed("not readable: " + unforeseen.getClass().getSimpleName()));
        }
    }
}

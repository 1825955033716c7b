package io.smppworker.correlate;

import static java.util.Objects.requireNonNull;

import io.smppworker.schemas.DeliveryRecord;

/** The parts that a {@link DeliveryRecord} has by its kind; a NullPointerException when one is missing. Pure. */
final class Deliveries {
    private Deliveries() {}

    static DeliveryRecord.ReceiptPart receipt(DeliveryRecord delivery) {
        return requireNonNull(delivery.receipt(), "a receipt without its part");
    }

    static DeliveryRecord.MoPart part(DeliveryRecord delivery) {
        return requireNonNull(delivery.part(), "a mobile-originated message without its part");
    }

    static boolean isWhole(DeliveryRecord delivery) {
        DeliveryRecord.MoPart part = part(delivery);
        return part.reference() == null || part.total() <= 1;
    }
}

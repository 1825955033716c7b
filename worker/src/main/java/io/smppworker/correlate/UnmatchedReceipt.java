package io.smppworker.correlate;

import static java.util.Objects.requireNonNullElse;

import io.smppworker.schemas.DeliveryRecord;
import io.smppworker.schemas.ErrorInfo;
import io.smppworker.schemas.Receipt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the receipt of a delivery report that belongs to no known message, or that could not be read. Pure. */
final class UnmatchedReceipt {
    private UnmatchedReceipt() {}

    /**
     * The receipt with the SMSC's id in place of the messageId, and all that the provider sent. A receipt travels from
     * the handset to the sender, so its addresses change places.
     */
    static Receipt of(IdEvent.Reported report) {
        DeliveryRecord.ReceiptPart part = report.receipt();
        ErrorInfo error = MessageReceipts.networkError(part.status(), part.network());
        return new Receipt(
                part.smscMessageId(),
                EventIds.of("unmatched", report.deliveryId()),
                Receipt.Stage.DELIVERY,
                part.status(),
                Finality.isFinal(part.status()),
                report.receivedAt(),
                report.from(),
                report.to(),
                List.of(segment(part, error)),
                error,
                null,
                true,
                report.raw(),
                null,
                null,
                null,
                null,
                report.tlvs());
    }

    /** The receipt of a delivery that could not be read: it has only what the provider sent. */
    static Receipt unread(DeliveryRecord delivery) {
        return new Receipt(
                delivery.deliveryId(),
                EventIds.of("unread", delivery.deliveryId()),
                Receipt.Stage.DELIVERY,
                Receipt.Status.OTHER,
                false,
                delivery.receivedAt(),
                delivery.from(),
                delivery.to(),
                List.of(),
                new ErrorInfo(null, null, null, delivery.problem()),
                null,
                true,
                requireNonNullElse(delivery.raw(), delivery.body()),
                null,
                null,
                null,
                null,
                delivery.tlvs());
    }

    private static Receipt.Segment segment(DeliveryRecord.ReceiptPart part, @Nullable ErrorInfo error) {
        return new Receipt.Segment(
                1,
                part.smscMessageId(),
                null,
                null,
                null,
                part.status(),
                part.rawStatus(),
                error,
                null,
                null,
                part.doneAt(),
                0);
    }
}

package io.smppworker.correlate;

import static java.util.Objects.requireNonNullElse;

import io.smppworker.schemas.DeliveryRecord;
import io.smppworker.schemas.ErrorInfo;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.ReceiptBuilder;
import io.smppworker.schemas.ReceiptSegmentBuilder;
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
        return ReceiptBuilder.builder()
                .messageId(part.smscMessageId())
                .eventId(EventIds.of("unmatched", report.deliveryId()))
                .stage(Receipt.Stage.DELIVERY)
                .status(part.status())
                .isFinal(Finality.isFinal(part.status()))
                .at(report.receivedAt())
                .segments(List.of(segment(part, error)))
                .to(report.from())
                .from(report.to())
                .error(error)
                .unmatched(true)
                .raw(report.raw())
                .tlvs(report.tlvs())
                .build();
    }

    /** The receipt of a delivery that could not be read: it has only what the provider sent. */
    static Receipt unread(DeliveryRecord delivery) {
        return ReceiptBuilder.builder()
                .messageId(delivery.deliveryId())
                .eventId(EventIds.of("unread", delivery.deliveryId()))
                .stage(Receipt.Stage.DELIVERY)
                .status(Receipt.Status.OTHER)
                .isFinal(false)
                .at(delivery.receivedAt())
                .segments(List.of())
                .to(delivery.from())
                .from(delivery.to())
                .error(new ErrorInfo(null, null, null, delivery.problem()))
                .unmatched(true)
                .raw(requireNonNullElse(delivery.raw(), delivery.body()))
                .tlvs(delivery.tlvs())
                .build();
    }

    private static Receipt.Segment segment(DeliveryRecord.ReceiptPart part, @Nullable ErrorInfo error) {
        return ReceiptSegmentBuilder.builder()
                .index(1)
                .attempts(0)
                .smscMessageId(part.smscMessageId())
                .status(part.status())
                .rawStatus(part.rawStatus())
                .error(error)
                .doneAt(part.doneAt())
                .build();
    }
}

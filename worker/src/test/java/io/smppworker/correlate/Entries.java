package io.smppworker.correlate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smppworker.schemas.DeliveryRecord;
import io.smppworker.schemas.ErrorInfo;
import io.smppworker.schemas.Receipt.Status;
import io.smppworker.schemas.RequestPlace;
import io.smppworker.schemas.SendRequest.ReceiptWish;
import io.smppworker.schemas.SubmissionRecord;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What workers write on the two input topics, with everything but the point of a test filled in. */
final class Entries {
    static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
    static final ErrorInfo INVALID_DESTINATION = new ErrorInfo("0x0000000B", "ESME_RINVDSTADR", null, null);

    private Entries() {}

    static SubmissionRecord.Submitting submitting(String messageId, int segments) {
        return submitting(messageId, segments, ReceiptWish.FINAL, 7);
    }

    static SubmissionRecord.Submitting submitting(String messageId, int segments, ReceiptWish wish, long offset) {
        return new SubmissionRecord.Submitting(
                messageId,
                AT,
                "worker-1",
                "sms.outbound",
                3,
                offset,
                "27820000067",
                "Shop",
                segments,
                segments == 1 ? null : 42,
                wish,
                JsonNodeFactory.instance.objectNode().put("order", 17),
                Map.of("traceparent", "MDAtYWJj"),
                null);
    }

    static SubmissionRecord.Outcome accepted(String messageId, int segment, String smscMessageId) {
        return outcome(messageId, segment, Status.ACCEPTED, smscMessageId, null);
    }

    /** Accepted though an earlier attempt may have been, too. */
    static SubmissionRecord.Outcome acceptedAgain(String messageId, int segment, String smscMessageId) {
        SubmissionRecord.Outcome first = accepted(messageId, segment, smscMessageId);
        return new SubmissionRecord.Outcome(
                first.messageId(),
                first.at(),
                first.worker(),
                first.segment(),
                first.status(),
                first.smscMessageId(),
                first.server(),
                first.bind(),
                first.error(),
                first.submittedAt(),
                first.respondedAt(),
                2,
                true);
    }

    /** The request at {@code offset} repeats the messageId of the one at offset 7. */
    static SubmissionRecord.Duplicate duplicate(String messageId, long offset) {
        return new SubmissionRecord.Duplicate(
                messageId,
                AT.plusSeconds(60),
                "worker-2",
                "sms.outbound",
                3,
                offset,
                new RequestPlace("sms.outbound", 3, 7),
                "27820000067",
                "Shop2",
                JsonNodeFactory.instance.objectNode().put("repeat", (int) offset),
                Map.of("traceparent", "MDAteHl6"));
    }

    static SubmissionRecord.Outcome refused(String messageId, int segment) {
        return outcome(messageId, segment, Status.REJECTED, null, INVALID_DESTINATION);
    }

    static SubmissionRecord.Outcome inDoubt(String messageId, int segment) {
        return outcome(messageId, segment, Status.IN_DOUBT, null, new ErrorInfo(null, null, null, "response timeout"));
    }

    private static SubmissionRecord.Outcome outcome(
            String messageId, int segment, Status status, @Nullable String smscMessageId, @Nullable ErrorInfo error) {
        return new SubmissionRecord.Outcome(
                messageId,
                AT.plusSeconds(1),
                "worker-1",
                segment,
                status,
                smscMessageId,
                "smpp2",
                5,
                error,
                AT,
                AT.plusSeconds(1),
                1,
                null);
    }

    static SubmissionRecord.Ended ended(String messageId, Status status, long offset) {
        return new SubmissionRecord.Ended(
                messageId,
                AT.plusSeconds(2),
                "worker-1",
                "sms.outbound",
                3,
                offset,
                "27820000067",
                "Shop",
                status,
                new ErrorInfo(null, null, null, "as the worker put it"),
                null,
                null);
    }

    static DeliveryRecord receipt(String smscMessageId, Status status, String rawStatus) {
        return delivery(
                DeliveryRecord.Kind.RECEIPT,
                "delivery-" + smscMessageId + "-" + rawStatus,
                new DeliveryRecord.ReceiptPart(smscMessageId, status, rawStatus, "003", AT.plusSeconds(30)),
                null,
                null);
    }

    static DeliveryRecord part(String deliveryId, @Nullable Integer reference, int index, int total, String text) {
        return delivery(
                DeliveryRecord.Kind.MO,
                deliveryId,
                null,
                new DeliveryRecord.MoPart(text, null, reference, index, total),
                null);
    }

    static DeliveryRecord unparsed() {
        return delivery(DeliveryRecord.Kind.UNPARSED, "delivery-x", null, null, "no message id");
    }

    private static DeliveryRecord delivery(
            DeliveryRecord.Kind kind,
            String deliveryId,
            DeliveryRecord.@Nullable ReceiptPart receipt,
            DeliveryRecord.@Nullable MoPart part,
            @Nullable String problem) {
        return new DeliveryRecord(
                deliveryId,
                kind,
                "smpp4",
                11,
                "worker-2",
                AT.plusSeconds(40),
                "27820000067",
                "Shop",
                4,
                0,
                "6964",
                receipt,
                part,
                problem,
                "00000010");
    }
}

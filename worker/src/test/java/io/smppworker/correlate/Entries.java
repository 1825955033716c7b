package io.smppworker.correlate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smppworker.encoding.TextDecoder;
import io.smppworker.encoding.UserData;
import io.smppworker.encoding.UserDataHeader;
import io.smppworker.encoding.UserDataHeader.Concatenation;
import io.smppworker.message.CanonicalId;
import io.smppworker.message.DeliveryPartition;
import io.smppworker.message.MessageIdForm;
import io.smppworker.message.TextSettings;
import io.smppworker.schemas.DeliveryRecord;
import io.smppworker.schemas.ErrorInfo;
import io.smppworker.schemas.Ports;
import io.smppworker.schemas.Receipt.Status;
import io.smppworker.schemas.RequestPlace;
import io.smppworker.schemas.SendRequest.RegisteredDelivery;
import io.smppworker.schemas.SubmissionRecord;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What workers write on the two input topics, with everything but the point of a test filled in. */
final class Entries {
    static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
    static final ErrorInfo INVALID_DESTINATION = new ErrorInfo("0x0000000B", "ESME_RINVDSTADR", null, null);

    private Entries() {}

    static SubmissionRecord.Submitting submitting(String messageId, int segments) {
        return submitting(messageId, segments, RegisteredDelivery.FINAL, 7);
    }

    static SubmissionRecord.Submitting submitting(
            String messageId, int segments, RegisteredDelivery registeredDelivery, long offset) {
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
                registeredDelivery,
                JsonNodeFactory.instance.objectNode().put("order", 17),
                Map.of("traceparent", "MDAtYWJj"),
                null,
                null,
                null);
    }

    /** The same, said with other characters than the request's. */
    static SubmissionRecord.Submitting transliterated(SubmissionRecord.Submitting entry) {
        return new SubmissionRecord.Submitting(
                entry.messageId(),
                entry.at(),
                entry.worker(),
                entry.topic(),
                entry.partition(),
                entry.offset(),
                entry.to(),
                entry.from(),
                entry.segments(),
                entry.reference(),
                entry.receipt(),
                entry.context(),
                entry.headers(),
                entry.validUntil(),
                true,
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
                true,
                first.to(),
                first.from(),
                null);
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
                null,
                status == Status.ACCEPTED ? "27820000067" : null,
                status == Status.ACCEPTED ? "Shop" : null,
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

    /** Where a worker stores it; null for anywhere. */
    static @Nullable Integer partition(DeliveryRecord delivery, int partitions) {
        if (delivery.receipt() != null) {
            String id = delivery.receipt().smscMessageId();
            return DeliveryPartition.of(CanonicalId.of(id, MessageIdForm.RAW), partitions);
        }
        return delivery.part() == null ? null : (Integer) DeliveryPartition.of(MoFold.key(delivery), partitions);
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
                new DeliveryRecord.MoPart(text, null, reference, reference == null ? null : 8, index, total, null),
                null);
    }

    /** As a worker reads and stores it. */
    static DeliveryRecord part(String deliveryId, int esmClass, int dataCoding, String bodyHex) {
        byte[] body = HexFormat.of().parseHex(bodyHex);
        UserData data = TextDecoder.decode(dataCoding, esmClass, body, TextSettings.DEFAULT);
        Concatenation place =
                Objects.requireNonNull(Objects.requireNonNull(data.header()).concatenation());
        UserDataHeader.Ports ports = data.header().ports();
        return new DeliveryRecord(
                deliveryId,
                DeliveryRecord.Kind.MO,
                "smpp4",
                11,
                "worker-2",
                AT.plusSeconds(40),
                "27820000067",
                "Shop",
                esmClass,
                dataCoding,
                bodyHex,
                null,
                new DeliveryRecord.MoPart(
                        data instanceof UserData.Text text ? text.text() : null,
                        data instanceof UserData.Binary binary ? HexFormat.of().formatHex(binary.octets()) : null,
                        place.reference(),
                        place.referenceBits(),
                        place.index(),
                        place.total(),
                        ports == null ? null : new Ports(ports.destination(), ports.originator())),
                null,
                "00000010",
                "",
                0,
                0,
                0,
                0,
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
                "00000010",
                "",
                0,
                0,
                0,
                0,
                null);
    }
}

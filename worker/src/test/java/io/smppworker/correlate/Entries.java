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
import io.smppworker.schemas.DeliveryRecordBuilder;
import io.smppworker.schemas.ErrorInfo;
import io.smppworker.schemas.Ports;
import io.smppworker.schemas.Receipt.Status;
import io.smppworker.schemas.RequestPlace;
import io.smppworker.schemas.SendRequest.RegisteredDelivery;
import io.smppworker.schemas.SubmissionRecord;
import io.smppworker.schemas.SubmissionRecordDuplicateBuilder;
import io.smppworker.schemas.SubmissionRecordEndedBuilder;
import io.smppworker.schemas.SubmissionRecordOutcomeBuilder;
import io.smppworker.schemas.SubmissionRecordSubmittingBuilder;
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
        return SubmissionRecordSubmittingBuilder.builder()
                .messageId(messageId)
                .at(AT)
                .worker("worker-1")
                .topic("sms.outbound")
                .partition(3)
                .offset(offset)
                .to("27820000067")
                .segments(segments)
                .receipt(registeredDelivery)
                .from("Shop")
                .reference(segments == 1 ? null : 42)
                .context(JsonNodeFactory.instance.objectNode().put("order", 17))
                .headers(Map.of("traceparent", "MDAtYWJj"))
                .build();
    }

    /** The same, said with other characters than the request's. */
    static SubmissionRecord.Submitting transliterated(SubmissionRecord.Submitting entry) {
        return SubmissionRecordSubmittingBuilder.builder(entry)
                .transliterated(true)
                .build();
    }

    static SubmissionRecord.Outcome accepted(String messageId, int segment, String smscMessageId) {
        return outcome(messageId, segment, Status.ACCEPTED, smscMessageId, null);
    }

    /** Accepted though an earlier attempt may have been, too. */
    static SubmissionRecord.Outcome acceptedAgain(String messageId, int segment, String smscMessageId) {
        return SubmissionRecordOutcomeBuilder.builder(accepted(messageId, segment, smscMessageId))
                .attempts(2)
                .possibleDuplicate(true)
                .build();
    }

    /** The request at {@code offset} repeats the messageId of the one at offset 7. */
    static SubmissionRecord.Duplicate duplicate(String messageId, long offset) {
        return SubmissionRecordDuplicateBuilder.builder()
                .messageId(messageId)
                .at(AT.plusSeconds(60))
                .worker("worker-2")
                .topic("sms.outbound")
                .partition(3)
                .offset(offset)
                .of(new RequestPlace("sms.outbound", 3, 7))
                .to("27820000067")
                .from("Shop2")
                .context(JsonNodeFactory.instance.objectNode().put("repeat", (int) offset))
                .headers(Map.of("traceparent", "MDAteHl6"))
                .build();
    }

    static SubmissionRecord.Outcome refused(String messageId, int segment) {
        return outcome(messageId, segment, Status.REJECTED, null, INVALID_DESTINATION);
    }

    static SubmissionRecord.Outcome inDoubt(String messageId, int segment) {
        return outcome(messageId, segment, Status.IN_DOUBT, null, new ErrorInfo(null, null, null, "response timeout"));
    }

    private static SubmissionRecord.Outcome outcome(
            String messageId, int segment, Status status, @Nullable String smscMessageId, @Nullable ErrorInfo error) {
        return SubmissionRecordOutcomeBuilder.builder()
                .messageId(messageId)
                .at(AT.plusSeconds(1))
                .worker("worker-1")
                .segment(segment)
                .status(status)
                .server("smpp2")
                .bind(5)
                .submittedAt(AT)
                .attempts(1)
                .smscMessageId(smscMessageId)
                .error(error)
                .respondedAt(AT.plusSeconds(1))
                .to(status == Status.ACCEPTED ? "27820000067" : null)
                .from(status == Status.ACCEPTED ? "Shop" : null)
                .build();
    }

    static SubmissionRecord.Ended ended(String messageId, Status status, long offset) {
        return SubmissionRecordEndedBuilder.builder()
                .messageId(messageId)
                .at(AT.plusSeconds(2))
                .worker("worker-1")
                .topic("sms.outbound")
                .partition(3)
                .offset(offset)
                .status(status)
                .to("27820000067")
                .from("Shop")
                .error(new ErrorInfo(null, null, null, "as the worker put it"))
                .build();
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
        return DeliveryRecordBuilder.builder()
                .deliveryId(deliveryId)
                .kind(DeliveryRecord.Kind.MO)
                .server("smpp4")
                .bind(11)
                .worker("worker-2")
                .receivedAt(AT.plusSeconds(40))
                .from("27820000067")
                .to("Shop")
                .esmClass(esmClass)
                .dataCoding(dataCoding)
                .body(bodyHex)
                .serviceType("")
                .fromTon(0)
                .fromNpi(0)
                .toTon(0)
                .toNpi(0)
                .part(new DeliveryRecord.MoPart(
                        data instanceof UserData.Text text ? text.text() : null,
                        data instanceof UserData.Binary binary ? HexFormat.of().formatHex(binary.octets()) : null,
                        place.reference(),
                        place.referenceBits(),
                        place.index(),
                        place.total(),
                        ports == null ? null : new Ports(ports.destination(), ports.originator())))
                .raw("00000010")
                .build();
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
        return DeliveryRecordBuilder.builder()
                .deliveryId(deliveryId)
                .kind(kind)
                .server("smpp4")
                .bind(11)
                .worker("worker-2")
                .receivedAt(AT.plusSeconds(40))
                .from("27820000067")
                .to("Shop")
                .esmClass(4)
                .dataCoding(0)
                .body("6964")
                .serviceType("")
                .fromTon(0)
                .fromNpi(0)
                .toTon(0)
                .toNpi(0)
                .receipt(receipt)
                .part(part)
                .problem(problem)
                .raw("00000010")
                .build();
    }
}

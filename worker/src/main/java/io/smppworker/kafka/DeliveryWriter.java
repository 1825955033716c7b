package io.smppworker.kafka;

import io.smppworker.inbound.Delivery;
import io.smppworker.inbound.DeliveryPublisher;
import io.smppworker.message.CanonicalId;
import io.smppworker.message.DeliverSm;
import io.smppworker.message.DeliveryPartition;
import io.smppworker.message.DeliveryState;
import io.smppworker.message.MessageIdForm;
import io.smppworker.message.Tlv;
import io.smppworker.schemas.DeliveryRecord;
import io.smppworker.schemas.DeliveryRecordBuilder;
import io.smppworker.schemas.Json;
import io.smppworker.schemas.Ports;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.ReceivedTlv;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Stores deliveries on {@code smpp.deliveries}, where the correlator joins them: receipts by the canonical SMSC message id,
 * parts of a long message by the fields they share ({@link DeliveryPartition}). Thread-safe.
 */
public final class DeliveryWriter implements DeliveryPublisher {
    private static final HexFormat HEX = HexFormat.of();

    private final TimedProducer producer;
    private final String topic;
    private final int partitions;
    private final MessageIdForm receiptIds;
    private final String workerId;

    /**
     * A writer for one worker.
     *
     * @param partitions of the topic
     * @param receiptIds how the provider writes message ids in receipts
     */
    public DeliveryWriter(
            TimedProducer producer, String topic, int partitions, MessageIdForm receiptIds, String workerId) {
        this.producer = producer;
        this.topic = topic;
        this.partitions = partitions;
        this.receiptIds = receiptIds;
        this.workerId = workerId;
    }

    @Override
    public CompletionStage<Void> publish(Delivery delivery) {
        String key = key(delivery);
        return producer.store(new ProducerRecord<>(
                        topic,
                        key == null ? null : partition(delivery, key),
                        key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                        Json.bytes(entry(delivery, workerId))))
                .thenAccept(metadata -> {});
    }

    /** The SMSC message id of a receipt; for a part of a long MO, the fields that all its parts share. */
    private static @Nullable String key(Delivery delivery) {
        if (delivery.reading() instanceof Delivery.Dlr dlr) {
            return dlr.smscMessageId();
        }
        if (delivery.reading() instanceof Delivery.Mo mo) {
            DeliverSm pdu = delivery.pdu();
            return pdu.source() + "|" + pdu.destination() + "|" + mo.reference() + "|" + mo.referenceBits() + "|"
                    + mo.total();
        }
        return null;
    }

    private int partition(Delivery delivery, String key) {
        boolean isReceipt = delivery.reading() instanceof Delivery.Dlr;
        return DeliveryPartition.of(isReceipt ? CanonicalId.of(key, receiptIds) : key, partitions);
    }

    /** The record that is stored. */
    public static DeliveryRecord entry(Delivery delivery, String workerId) {
        DeliverSm pdu = delivery.pdu();
        return DeliveryRecordBuilder.builder()
                .deliveryId(delivery.deliveryId())
                .kind(kind(delivery.reading()))
                .server(delivery.bind().server())
                .bind(delivery.bind().slot())
                .worker(workerId)
                .receivedAt(delivery.receivedAt())
                .from(pdu.source())
                .to(pdu.destination())
                .esmClass(pdu.esmClass())
                .dataCoding(pdu.dataCoding())
                .body(HEX.formatHex(pdu.body()))
                .serviceType(pdu.routing().serviceType())
                .fromTon(pdu.routing().sourceTon())
                .fromNpi(pdu.routing().sourceNpi())
                .toTon(pdu.routing().destinationTon())
                .toNpi(pdu.routing().destinationNpi())
                .receipt(delivery.reading() instanceof Delivery.Dlr dlr ? receipt(dlr) : null)
                .part(delivery.reading() instanceof Delivery.Mo mo ? part(mo) : null)
                .problem(delivery.reading() instanceof Delivery.Unparsed unparsed ? unparsed.problem() : null)
                .raw(HEX.formatHex(pdu.raw()))
                .tlvs(tlvs(delivery.otherTlvs()))
                .build();
    }

    private static @Nullable List<ReceivedTlv> tlvs(List<Tlv> others) {
        return others.isEmpty()
                ? null
                : others.stream()
                        .map(tlv -> new ReceivedTlv("0x%04X".formatted(tlv.tag()), HEX.formatHex(tlv.value())))
                        .toList();
    }

    private static DeliveryRecord.Kind kind(Delivery.Reading reading) {
        if (reading instanceof Delivery.Dlr) {
            return DeliveryRecord.Kind.RECEIPT;
        }
        return reading instanceof Delivery.Mo ? DeliveryRecord.Kind.MO : DeliveryRecord.Kind.UNPARSED;
    }

    private static DeliveryRecord.ReceiptPart receipt(Delivery.Dlr dlr) {
        return new DeliveryRecord.ReceiptPart(
                dlr.smscMessageId(), status(dlr.state()), dlr.rawStatus(), dlr.network(), dlr.doneAt());
    }

    private static Receipt.Status status(DeliveryState state) {
        return switch (state) {
            case ENROUTE -> Receipt.Status.ENROUTE;
            case ACCEPTED -> Receipt.Status.ACCEPTED;
            case DELIVERED -> Receipt.Status.DELIVERED;
            case UNDELIVERABLE -> Receipt.Status.UNDELIVERABLE;
            case EXPIRED -> Receipt.Status.EXPIRED;
            case DELETED -> Receipt.Status.DELETED;
            case REJECTED -> Receipt.Status.REJECTED;
            case UNKNOWN -> Receipt.Status.UNKNOWN;
            case OTHER -> Receipt.Status.OTHER;
        };
    }

    private static DeliveryRecord.MoPart part(Delivery.Mo mo) {
        byte[] binary = mo.binary();
        return new DeliveryRecord.MoPart(
                mo.text(),
                binary == null ? null : HEX.formatHex(binary),
                mo.reference(),
                mo.referenceBits(),
                mo.index(),
                mo.total(),
                mo.ports() == null
                        ? null
                        : new Ports(mo.ports().destination(), mo.ports().originator()));
    }
}

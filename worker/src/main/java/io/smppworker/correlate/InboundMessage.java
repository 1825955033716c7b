package io.smppworker.correlate;

import io.smppworker.message.ReceivedPart;
import io.smppworker.schemas.DeliveryRecord;
import io.smppworker.schemas.Inbound;
import io.smppworker.schemas.Ports;
import io.smppworker.schemas.ReceivedTlv;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the inbound message of its parts. Pure. */
final class InboundMessage {
    /** SMPP 3.4 §5.2.19: "Octet unspecified (8-bit binary)". */
    private static final int BINARY = 4;

    private InboundMessage() {}

    /**
     * The message as far as its parts came, in order of their index.
     *
     * @param arrived in order of arrival, at least one: the first gives the id, the last says where it came in
     */
    static Inbound of(List<DeliveryRecord> arrived, PartsReader reader) {
        DeliveryRecord first = arrived.get(0);
        DeliveryRecord last = arrived.get(arrived.size() - 1);
        List<DeliveryRecord> parts = arrived.stream()
                .sorted(Comparator.comparingInt(
                        delivery -> Deliveries.part(delivery).index()))
                .toList();
        int total = Math.max(1, Deliveries.part(first).total());
        PartsReader.Joined content = content(parts, total, reader);
        byte[] binary = content.binary();
        return new Inbound(
                first.deliveryId(),
                first.from(),
                first.to(),
                content.text(),
                binary == null ? null : HexFormat.of().formatHex(binary),
                first.dataCoding(),
                total,
                parts.size() >= total,
                last.server(),
                last.bind(),
                last.worker(),
                last.receivedAt(),
                ports(parts),
                first.esmClass(),
                first.serviceType(),
                first.fromTon(),
                first.fromNpi(),
                first.toTon(),
                first.toNpi(),
                tlvs(parts));
    }

    private static @Nullable List<ReceivedTlv> tlvs(List<DeliveryRecord> parts) {
        List<ReceivedTlv> all = parts.stream()
                .map(DeliveryRecord::tlvs)
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .distinct()
                .toList();
        return all.isEmpty() ? null : all;
    }

    /**
     * Parts that are text each by itself are text together; with others among them the octets decide, which can be read
     * together when they are of one coding.
     */
    private static PartsReader.Joined content(List<DeliveryRecord> parts, int total, PartsReader reader) {
        int dataCoding = parts.get(0).dataCoding();
        boolean sameCoding = parts.stream().allMatch(part -> part.dataCoding() == dataCoding);
        StringBuilder text = new StringBuilder();
        int texts = 0;
        for (DeliveryRecord part : parts) {
            String own = sameCoding ? Deliveries.part(part).text() : text(part, reader);
            if (own != null) {
                text.append(own);
                texts++;
            }
        }
        if (texts == parts.size()) {
            return new PartsReader.Joined(text.toString(), null);
        }
        return reader.read(
                sameCoding ? dataCoding : BINARY,
                parts.stream()
                        .map(part -> received(part, Deliveries.part(part).index()))
                        .toList(),
                total);
    }

    /** What a part is by itself, a byte order mark obeyed; null when it is no text. */
    private static @Nullable String text(DeliveryRecord delivery, PartsReader reader) {
        String text = Deliveries.part(delivery).text();
        return text != null
                ? text
                : reader.read(delivery.dataCoding(), List.of(received(delivery, 1)), 1)
                        .text();
    }

    private static ReceivedPart received(DeliveryRecord delivery, int index) {
        return new ReceivedPart(index, delivery.esmClass(), HexFormat.of().parseHex(delivery.body()));
    }

    private static @Nullable Ports ports(List<DeliveryRecord> parts) {
        return parts.stream()
                .map(part -> Deliveries.part(part).ports())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}

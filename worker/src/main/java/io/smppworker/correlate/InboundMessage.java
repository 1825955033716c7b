package io.smppworker.correlate;

import io.smppworker.encoding.JoinedParts;
import io.smppworker.encoding.UserData;
import io.smppworker.message.ReceivedPart;
import io.smppworker.message.TextSettings;
import io.smppworker.schemas.DeliveryRecord;
import io.smppworker.schemas.Inbound;
import io.smppworker.schemas.InboundBuilder;
import io.smppworker.schemas.Ports;
import io.smppworker.schemas.ReceivedTlv;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the inbound message from its parts. Pure. */
final class InboundMessage {
    /** SMPP 3.4 §5.2.19: "Octet unspecified (8-bit binary)". */
    private static final int BINARY = 4;

    private InboundMessage() {}

    /**
     * The message from the parts that arrived, in order of their index.
     *
     * @param arrived in order of arrival, at least one: the first gives the id, the last the bind and the time
     */
    static Inbound of(List<DeliveryRecord> arrived, TextSettings settings) {
        DeliveryRecord first = arrived.get(0);
        DeliveryRecord last = arrived.get(arrived.size() - 1);
        List<DeliveryRecord> parts = arrived.stream()
                .sorted(Comparator.comparingInt(
                        delivery -> Deliveries.part(delivery).index()))
                .toList();
        int total = Math.max(1, Deliveries.part(first).total());
        UserData content = content(parts, total, settings);
        return InboundBuilder.builder()
                .inboundId(first.deliveryId())
                .from(first.from())
                .to(first.to())
                .dataCoding(first.dataCoding())
                .parts(total)
                .complete(parts.size() >= total)
                .server(last.server())
                .bind(last.bind())
                .worker(last.worker())
                .receivedAt(last.receivedAt())
                .esmClass(first.esmClass())
                .serviceType(first.serviceType())
                .fromTon(first.fromTon())
                .fromNpi(first.fromNpi())
                .toTon(first.toTon())
                .toNpi(first.toNpi())
                .text(content instanceof UserData.Text text ? text.text() : null)
                .binary(
                        content instanceof UserData.Binary binary
                                ? HexFormat.of().formatHex(binary.octets())
                                : null)
                .ports(ports(parts))
                .tlvs(tlvs(parts))
                .build();
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
     * Parts that each are text by themselves are text together. Otherwise their octets are decoded together if they have
     * the same data_coding, and are binary if not.
     */
    private static UserData content(List<DeliveryRecord> parts, int total, TextSettings settings) {
        int dataCoding = parts.get(0).dataCoding();
        boolean sameCoding = parts.stream().allMatch(part -> part.dataCoding() == dataCoding);
        StringBuilder text = new StringBuilder();
        int texts = 0;
        for (DeliveryRecord part : parts) {
            String own = sameCoding ? Deliveries.part(part).text() : text(part, settings);
            if (own != null) {
                text.append(own);
                texts++;
            }
        }
        if (texts == parts.size()) {
            return new UserData.Text(text.toString(), null);
        }
        return JoinedParts.decode(
                sameCoding ? dataCoding : BINARY,
                parts.stream()
                        .map(part -> received(part, Deliveries.part(part).index()))
                        .toList(),
                total,
                settings);
    }

    /** The text of a part decoded by itself, by its byte order mark if it has one; null when it is no text. */
    private static @Nullable String text(DeliveryRecord delivery, TextSettings settings) {
        String text = Deliveries.part(delivery).text();
        if (text != null) {
            return text;
        }
        UserData decoded = JoinedParts.decode(delivery.dataCoding(), List.of(received(delivery, 1)), 1, settings);
        return decoded instanceof UserData.Text own ? own.text() : null;
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

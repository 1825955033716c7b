package io.smppworker.correlate;

import io.smppworker.schemas.DeliveryRecord;
import io.smppworker.schemas.Inbound;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Makes the inbound message of its parts. Pure. */
final class InboundMessage {
    private InboundMessage() {}

    /**
     * The message as far as its parts came, in order of their index.
     *
     * @param arrived in order of arrival, at least one: the first gives the id, the last says where it came in
     */
    static Inbound of(List<DeliveryRecord> arrived) {
        DeliveryRecord first = arrived.get(0);
        DeliveryRecord last = arrived.get(arrived.size() - 1);
        List<DeliveryRecord.MoPart> parts = arrived.stream()
                .map(Deliveries::part)
                .sorted(Comparator.comparingInt(DeliveryRecord.MoPart::index))
                .toList();
        int total = Math.max(1, parts.get(0).total());
        boolean isText = parts.get(0).text() != null;
        return new Inbound(
                first.deliveryId(),
                first.from(),
                first.to(),
                isText
                        ? parts.stream()
                                .map(part -> Objects.requireNonNullElse(part.text(), ""))
                                .collect(Collectors.joining())
                        : null,
                isText
                        ? null
                        : parts.stream()
                                .map(part -> Objects.requireNonNullElse(part.binary(), ""))
                                .collect(Collectors.joining()),
                first.dataCoding(),
                total,
                parts.size() >= total,
                last.server(),
                last.bind(),
                last.worker(),
                last.receivedAt());
    }
}

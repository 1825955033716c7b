package io.smppworker.correlate;

import io.smppworker.message.TextSettings;
import io.smppworker.schemas.DeliveryRecord;
import io.smppworker.schemas.DeliveryRecordBuilder;
import io.smppworker.schemas.Inbound;
import io.smppworker.streams.Fold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Joins the parts of a mobile-originated message, whatever binds they arrived on and in whatever order. A message that is
 * not whole when its time is up, or when its reference is used again, is published with the parts that arrived. A whole
 * message is remembered for a while, so that its parts sent again are not taken for another message; not for long, for some
 * senders use one reference for all their messages. Pure.
 *
 * @param waitFor how long the parts of a message are awaited, from the first one that arrives
 * @param text how they are coded
 */
record MoFold(Duration waitFor, TextSettings text) implements Fold<DeliveryRecord, MoState, Inbound> {
    static final Duration REMEMBER_WHOLE = Duration.ofMinutes(10);

    /** The fields by which the parts of one message are identified (3GPP TS 23.040 §9.2.3.24.1). */
    static String key(DeliveryRecord delivery) {
        DeliveryRecord.MoPart part = Deliveries.part(delivery);
        return String.join(
                "|",
                delivery.from(),
                delivery.to(),
                String.valueOf(part.reference()),
                String.valueOf(part.referenceBits()),
                String.valueOf(part.total()));
    }

    @Override
    public Step<MoState, Inbound> on(String key, @Nullable MoState before, DeliveryRecord delivery) {
        DeliveryRecord slim = withoutRaw(delivery);
        if (before == null) {
            return new Step<>(new MoState(List.of(slim), false), waitFor, List.of());
        }
        DeliveryRecord same = sameIndex(before.parts(), slim);
        if (same == null) {
            return joined(before, slim);
        }
        if (Objects.equals(same.part(), slim.part())) {
            return new Step<>(before, null, List.of());
        }
        return new Step<>(new MoState(List.of(slim), false), waitFor, asFarAsItCame(before));
    }

    @Override
    public Step<MoState, Inbound> expired(String key, MoState state, Instant now) {
        return new Step<>(state, null, asFarAsItCame(state));
    }

    private List<Emission<Inbound>> asFarAsItCame(MoState state) {
        return state.published() ? List.of() : List.of(emission(InboundMessage.of(state.parts(), text)));
    }

    private Step<MoState, Inbound> joined(MoState before, DeliveryRecord delivery) {
        List<DeliveryRecord> parts = new ArrayList<>(before.parts());
        parts.add(delivery);
        boolean whole = parts.size() == Deliveries.part(delivery).total();
        return whole
                ? new Step<>(
                        new MoState(parts, true), REMEMBER_WHOLE, List.of(emission(InboundMessage.of(parts, text))))
                : new Step<>(new MoState(parts, false), null, List.of());
    }

    private static Emission<Inbound> emission(Inbound inbound) {
        return Emission.of(inbound.inboundId(), inbound);
    }

    private static @Nullable DeliveryRecord sameIndex(List<DeliveryRecord> parts, DeliveryRecord delivery) {
        int index = Deliveries.part(delivery).index();
        return parts.stream()
                .filter(part -> Deliveries.part(part).index() == index)
                .findFirst()
                .orElse(null);
    }

    private static DeliveryRecord withoutRaw(DeliveryRecord delivery) {
        return DeliveryRecordBuilder.builder(delivery)
                .receipt(null)
                .problem(null)
                .raw(null)
                .build();
    }
}

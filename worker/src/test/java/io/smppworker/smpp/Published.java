package io.smppworker.smpp;

import com.cloudhopper.smpp.pdu.BaseSm;
import io.smppworker.inbound.Delivery;
import io.smppworker.inbound.DeliveryIntake;
import io.smppworker.inbound.ReceiptRules;
import io.smppworker.message.BindPoint;
import io.smppworker.message.DeliverSm;
import io.smppworker.message.TextSettings;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** From the octets of a deliver_sm or data_sm to what would be published of it. */
public final class Published {
    private Published() {}

    /** As the session hands it on. */
    public static DeliverSm deliverSm(byte[] raw) {
        Frame frame = PduReader.read(raw);
        if (frame instanceof Frame.Decoded decoded) {
            return Pdus.deliverSm((BaseSm<?>) decoded.pdu(), decoded.raw());
        }
        Frame.Undecodable undecodable = (Frame.Undecodable) frame;
        return Pdus.unread(undecodable.raw(), undecodable.reason());
    }

    /** As it is published. */
    static Delivery.Reading reading(byte[] raw) {
        AtomicReference<Delivery.@Nullable Reading> published = new AtomicReference<>();
        DeliveryIntake intake = new DeliveryIntake(
                delivery -> {
                    published.set(delivery.reading());
                    return CompletableFuture.completedFuture(null);
                },
                Clock.systemUTC(),
                () -> "d-1",
                TextSettings.DEFAULT,
                ReceiptRules.STANDARD);
        intake.accept(new BindPoint("smpp1", 0), deliverSm(raw), status -> {});
        return Objects.requireNonNull(published.get());
    }
}

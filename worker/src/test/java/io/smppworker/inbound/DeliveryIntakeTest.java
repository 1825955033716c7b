package io.smppworker.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.message.BindPoint;
import io.smppworker.message.DeliverSm;
import io.smppworker.message.TextSettings;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DeliveryIntakeTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final BindPoint BIND = new BindPoint("smpp2", 5);
    private static final DeliverSm RECEIPT = DeliverSms.receipt(DeliverSms.APPENDIX_B);

    private final List<Delivery> published = new ArrayList<>();
    private final List<Integer> replies = new ArrayList<>();
    private final CompletableFuture<Void> stored = new CompletableFuture<>();
    private final DeliveryIntake intake = new DeliveryIntake(
            delivery -> {
                published.add(delivery);
                return stored;
            },
            Clock.fixed(NOW, ZoneOffset.UTC),
            () -> "d" + published.size(),
            TextSettings.DEFAULT,
            ReceiptRules.STANDARD);

    @Test
    void aDeliveryIsAcknowledgedOnlyWhenItIsStored() {
        intake.accept(BIND, RECEIPT, replies::add);
        assertThat(published).hasSize(1);
        assertThat(replies).isEmpty();

        stored.complete(null);
        assertThat(replies).containsExactly(0);
    }

    @Test
    void itIsPublishedAsItWasReadWithWhereAndWhenItCame() {
        intake.accept(BIND, RECEIPT, replies::add);
        Delivery delivery = published.get(0);
        assertThat(delivery.deliveryId()).isEqualTo("d0");
        assertThat(delivery.bind()).isEqualTo(BIND);
        assertThat(delivery.receivedAt()).isEqualTo(NOW);
        assertThat(delivery.pdu()).isSameAs(RECEIPT);
        assertThat(delivery.reading()).isInstanceOf(Delivery.Dlr.class);
    }

    @Test
    void aDeliveryThatCannotBeStoredIsAskedForAgain() {
        intake.accept(BIND, RECEIPT, replies::add);
        stored.completeExceptionally(new IllegalStateException("no broker"));
        assertThat(replies).containsExactly(0x64);
    }

    @Test
    void aPublisherThatRefusesAtOnceIsNoDifferent() {
        DeliveryIntake refusing = new DeliveryIntake(
                delivery -> {
                    throw new IllegalStateException("closed");
                },
                Clock.fixed(NOW, ZoneOffset.UTC),
                () -> "d",
                TextSettings.DEFAULT,
                ReceiptRules.STANDARD);
        refusing.accept(BIND, RECEIPT, replies::add);
        assertThat(replies).containsExactly(0x64);
    }

    @Test
    void anUnreadableDeliveryIsPublishedAndAcknowledged() {
        intake.accept(BIND, DeliverSms.receipt("nothing to see"), replies::add);
        stored.complete(null);
        assertThat(published.get(0).reading()).isInstanceOf(Delivery.Unparsed.class);
        assertThat(replies).containsExactly(0);
    }
}

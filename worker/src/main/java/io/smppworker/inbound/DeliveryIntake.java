package io.smppworker.inbound;

import io.smppworker.message.BindPoint;
import io.smppworker.message.CommandStatus;
import io.smppworker.message.DeliverSm;
import io.smppworker.message.TextSettings;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Takes deliver_sm into the worker: reads and stores each, and only then acknowledges it, so that the provider keeps those
 * that the worker could not store. Thread-safe as far as its publisher is; never blocks.
 */
public final class DeliveryIntake {
    private final DeliveryPublisher publisher;
    private final Clock clock;
    private final Supplier<String> deliveryIds;
    private final DeliveryReader reader;
    private final UnreadPdus unread = new UnreadPdus();

    /**
     * @param deliveryIds gives a new id at each call, unique over all workers
     * @param settings how the provider codes the texts of mobile-originated messages
     * @param receipts what the provider's receipts look like
     */
    public DeliveryIntake(
            DeliveryPublisher publisher,
            Clock clock,
            Supplier<String> deliveryIds,
            TextSettings settings,
            ReceiptRules receipts) {
        this.publisher = publisher;
        this.clock = clock;
        this.deliveryIds = deliveryIds;
        this.reader = new DeliveryReader(settings, receipts);
    }

    /**
     * Takes one deliver_sm. One that could not be read, and that the provider therefore sends again after the session's
     * refusal, is not stored again.
     *
     * @param reply sends deliver_sm_resp with a command_status; called exactly once, on the publisher's thread: 0 when
     *     the delivery is stored, readable or not, and ESME_RX_T_APPN when it could not be stored
     */
    public void accept(BindPoint bind, DeliverSm pdu, IntConsumer reply) {
        boolean isRead = pdu.problem() == null;
        if (!isRead && unread.isStored(pdu.raw())) {
            reply.accept(CommandStatus.ESME_ROK);
            return;
        }
        ReadDelivery read = reader.read(pdu);
        Delivery delivery = new Delivery(
                deliveryIds.get(),
                bind,
                clock.instant(),
                pdu,
                read.reading(),
                Tlvs.others(pdu.tlvs(), read.usedTags()));
        stored(delivery).whenComplete((done, failure) -> {
            if (failure == null && !isRead) {
                unread.stored(pdu.raw());
            }
            reply.accept(failure == null ? CommandStatus.ESME_ROK : CommandStatus.ESME_RX_T_APPN);
        });
    }

    private CompletionStage<Void> stored(Delivery delivery) {
        try {
            return publisher.publish(delivery);
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }
}

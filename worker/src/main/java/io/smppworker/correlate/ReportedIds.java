package io.smppworker.correlate;

import io.smppworker.message.CanonicalId;
import io.smppworker.message.DeliveryPartition;
import io.smppworker.schemas.DeliveryRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Takes the receipts from the deliveries, keyed by the canonical SMSC message id. Streams calls it from one thread. */
final class ReportedIds extends ContextualProcessor<String, DeliveryRecord, String, ReportedIds.Placed> {
    private final CorrelatorSettings settings;
    private final MessageIdHint hint;

    ReportedIds(CorrelatorSettings settings, MessageIdHint hint) {
        this.settings = settings;
        this.hint = hint;
    }

    /**
     * A receipt.
     *
     * @param here whether it is on the partition where it is joined; not if the storing worker assumed another form of ids
     */
    record Placed(boolean here, IdEvent event) {}

    @Override
    public void process(Record<String, DeliveryRecord> delivered) {
        DeliveryRecord delivery = delivered.value();
        if (delivery.kind() != DeliveryRecord.Kind.RECEIPT) {
            return;
        }
        String asItCame = Deliveries.receipt(delivery).smscMessageId();
        hint.reported(asItCame);
        String id = CanonicalId.of(asItCame, settings.messageIds().receipt());
        int partition = context().recordMetadata().orElseThrow().partition();
        boolean here =
                partition == DeliveryPartition.of(id, settings.partitions().deliveries());
        context().forward(delivered.withKey(id).withValue(new Placed(here, IdEvent.Reported.of(delivery))));
    }
}

package io.smppworker.correlate;

import io.smppworker.message.CanonicalId;
import io.smppworker.schemas.DeliveryRecord;
import io.smppworker.schemas.Inbound;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.SubmissionRecord;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole stream graph in one place:
 *
 * <pre>
 * submissions ─┬───────────────────────────────────────────┐
 *              └─ by SMSC id ─┐                             ▼
 *              ┌──────────────┴─▶ IdFold ─ by journal ───▶ MessageFold ─▶ receipts
 *              │                    └─ unmatched ───────────────────────▶ receipts
 * deliveries ──┼─ unread ───────────────────────────────────────────────▶ receipts
 *              ├─ parts ─▶ MoFold ──────────────────────────────────────▶ inbound
 *              └─ whole ────────────────────────────────────────────────▶ inbound
 * </pre>
 *
 * Journal and deliveries come partitioned as they are joined; what is joined with them is partitioned so too ({@link
 * WithJournal}, {@link WithDeliveries}).
 */
final class CorrelatorTopology {
    private static final Logger log = LoggerFactory.getLogger(CorrelatorTopology.class);

    private final CorrelatorSettings settings;
    private final CorrelatorCounters counters;
    private final MessageIdHint hint;
    private final PublishedEvents published;
    private final PromptCommits prompt;

    private CorrelatorTopology(
            CorrelatorSettings settings,
            CorrelatorCounters counters,
            MessageIdHint hint,
            PublishedEvents published,
            PromptCommits prompt) {
        this.settings = settings;
        this.counters = counters;
        this.hint = hint;
        this.published = published;
        this.prompt = prompt;
    }

    /** Builds it; {@code properties} tell whether it is optimised. */
    static Topology build(
            CorrelatorSettings settings,
            CorrelatorCounters counters,
            MessageIdHint hint,
            PublishedEvents published,
            PromptCommits prompt,
            Properties properties) {
        StreamsBuilder builder = new StreamsBuilder();
        new CorrelatorTopology(settings, counters, hint, published, prompt).connect(builder);
        return builder.build(properties);
    }

    private void connect(StreamsBuilder builder) {
        CorrelatorTopics topics = settings.topics();
        KStream<String, SubmissionRecord> submissions = source(builder, topics.submissions(), SubmissionRecord.class);
        KStream<String, DeliveryRecord> deliveries = source(builder, topics.deliveries(), DeliveryRecord.class);
        KStream<String, IdOutcome> outcomes = correlated(submissions, deliveries);
        unmatched(outcomes)
                .merge(unread(deliveries))
                .peek((id, receipt) -> counters.unmatchedReceipt())
                .processValues(() -> new ToldReceipts(published))
                .to(topics.receipts(), produced(Receipt.class, "unmatched-receipts"));
        receipts(submissions, outcomes)
                .processValues(() -> new ToldReceipts(published))
                .to(topics.receipts(), produced(Receipt.class, "receipts"));
        inbound(deliveries)
                .peek((id, message) -> published.inbound(message))
                .to(topics.inbound(), produced(Inbound.class, "inbound"));
    }

    private <T> KStream<String, T> source(StreamsBuilder builder, String topic, Class<T> type) {
        return builder.stream(
                        topic,
                        Consumed.with(Serdes.String(), RecordForm.json(type).serde()))
                .filter((key, value) -> value != null)
                .processValues(prompt::passing);
    }

    private KStream<String, IdOutcome> correlated(
            KStream<String, SubmissionRecord> submissions, KStream<String, DeliveryRecord> deliveries) {
        KStream<String, IdEvent> accepted = submissions.process(() -> new AcceptedIds(settings, hint));
        KStream<String, IdEvent> reported = deliveries
                .filter((key, delivery) -> delivery.kind() == DeliveryRecord.Kind.RECEIPT)
                .map((key, delivery) -> KeyValue.pair(receiptId(delivery), IdEvent.Reported.of(delivery)));
        return accepted.repartition(keyed("by-smsc-id", IdEvent.class)
                        .withNumberOfPartitions(settings.deliveryPartitions())
                        .withStreamPartitioner(new WithDeliveries<>()))
                .merge(reported)
                .process(
                        FoldProcessor.supplier("ids", IdState.class, new IdFold(settings, counters), prompt),
                        Named.as("id-fold"));
    }

    private String receiptId(DeliveryRecord delivery) {
        String id = Deliveries.receipt(delivery).smscMessageId();
        hint.reported(id);
        return CanonicalId.of(id, settings.receiptIds());
    }

    private KStream<String, Receipt> unmatched(KStream<String, IdOutcome> outcomes) {
        return outcomes.flatMapValues(
                outcome -> outcome instanceof IdOutcome.Unmatched unmatched ? List.of(unmatched.receipt()) : List.of());
    }

    /** What cannot be read waits for nothing. */
    private KStream<String, Receipt> unread(KStream<String, DeliveryRecord> deliveries) {
        return deliveries
                .filter((key, delivery) -> delivery.kind() == DeliveryRecord.Kind.UNPARSED)
                .peek((key, delivery) -> noteUnparsed(delivery))
                .map((key, delivery) -> KeyValue.pair(delivery.deliveryId(), UnmatchedReceipt.unread(delivery)));
    }

    private KStream<String, Receipt> receipts(
            KStream<String, SubmissionRecord> submissions, KStream<String, IdOutcome> outcomes) {
        KStream<String, MessageEvent> journalled =
                submissions.map((key, entry) -> KeyValue.pair(entry.messageId(), new MessageEvent.Journalled(entry)));
        KStream<String, MessageEvent> matched = outcomes.flatMapValues(outcome ->
                        outcome instanceof IdOutcome.Matched match ? List.of(match) : List.<IdOutcome.Matched>of())
                .repartition(keyed("reports-by-message", IdOutcome.Matched.class)
                        .withNumberOfPartitions(settings.journalPartitions())
                        .withStreamPartitioner(new WithJournal()))
                .mapValues(IdOutcome.Matched::report);
        MessageFold fold = new MessageFold(settings, counters);
        return journalled
                .merge(matched)
                .process(
                        FoldProcessor.supplier("messages", MessageState.class, fold, prompt), Named.as("message-fold"));
    }

    private KStream<String, Inbound> inbound(KStream<String, DeliveryRecord> deliveries) {
        KStream<String, DeliveryRecord> mobileOriginated =
                deliveries.filter((key, delivery) -> delivery.kind() == DeliveryRecord.Kind.MO);
        KStream<String, Inbound> whole = mobileOriginated
                .filter((key, delivery) -> Deliveries.isWhole(delivery))
                .map((key, delivery) -> KeyValue.pair(
                        delivery.deliveryId(), InboundMessage.of(List.of(delivery), settings.partsReader())));
        KStream<String, Inbound> joined = mobileOriginated
                .filterNot((key, delivery) -> Deliveries.isWhole(delivery))
                .selectKey((key, delivery) -> MoFold.key(delivery))
                .process(
                        FoldProcessor.supplier(
                                "parts",
                                MoState.class,
                                new MoFold(settings.inboundParts(), settings.partsReader()),
                                prompt),
                        Named.as("mo-fold"));
        return whole.merge(joined);
    }

    private void noteUnparsed(DeliveryRecord delivery) {
        counters.unparsedDelivery();
        log.warn(
                "Delivery {} from {} could not be read: {}",
                delivery.deliveryId(),
                delivery.server(),
                delivery.problem());
    }

    private <T> Repartitioned<String, T> keyed(String name, Class<T> type) {
        return Repartitioned.with(Serdes.String(), RecordForm.compact(type).serde())
                .withName(name);
    }

    private static <T> Produced<String, T> produced(Class<T> type, String name) {
        return Produced.with(Serdes.String(), RecordForm.json(type).serde()).withName(name);
    }
}

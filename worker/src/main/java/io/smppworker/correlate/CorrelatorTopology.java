package io.smppworker.correlate;

import io.smppworker.config.TopicNames;
import io.smppworker.schemas.DeliveryRecord;
import io.smppworker.schemas.Inbound;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.SubmissionRecord;
import io.smppworker.streams.FoldProcessor;
import io.smppworker.streams.PromptCommits;
import io.smppworker.streams.RecordSerde;
import java.util.List;
import java.util.Map;
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
 * submissions ─┬─────────────────────────┬─▶ HomeFold ─────────▶ receipts
 *              │   by journal ───────────┘      │ moved
 *              │   ▲                            ▼
 *              └───│─────────────────────▶ by SMSC id
 *                  │ long messages              │
 * deliveries ─┬────│────────────────────▶ IdFold ─▶ MovedFold ─▶ receipts
 *             │    └────────────────────────┴┴─ unmatched ─────▶ receipts
 *             ├─ unread ───────────────────────────────────────▶ receipts
 *             ├─ parts ─▶ MoFold ──────────────────────────────▶ inbound
 *             └─ whole ────────────────────────────────────────▶ inbound
 * </pre>
 *
 * Journal and deliveries are already partitioned for their joins; the streams joined with them are partitioned alike
 * ({@link WithJournal}, {@link WithDeliveries}).
 */
record CorrelatorTopology(
        CorrelatorSettings settings,
        CorrelatorCounters counters,
        MessageIdHint hint,
        PublishedListener published,
        PromptCommits prompt) {
    private static final Logger LOG = LoggerFactory.getLogger(CorrelatorTopology.class);

    private static final String HOME_FOLD = "home-fold";
    private static final String BY_SMSC_ID = "by-smsc-id";
    private static final String REPORTS_BY_MESSAGE = "reports-by-message";
    private static final String REPARTITION = "-repartition";
    private static final String CHANGELOG = "-changelog";
    private static final String IDS = "ids";
    private static final String MESSAGES = "messages";
    private static final String MOVED = "moved";
    private static final String PARTS = "parts";

    /** Builds it; {@code properties} say whether it is optimised. */
    Topology build(Properties properties) {
        StreamsBuilder builder = new StreamsBuilder();
        connect(builder);
        Topology topology = builder.build(properties);
        connectMoved(topology);
        return topology;
    }

    /**
     * Sends HomeFold's events for SMSC message ids to the topic of all segments' ids. The Streams DSL allows no cycle, so
     * this adds one more sink to that existing topic.
     */
    private static void connectMoved(Topology topology) {
        topology.addProcessor("for-ids", ForIds::new, HOME_FOLD);
        topology.addSink(
                "moved-by-smsc-id",
                BY_SMSC_ID + REPARTITION,
                Serdes.String().serializer(),
                RecordSerde.compact(IdEvent.class).serde().serializer(),
                new WithDeliveries<>(),
                "for-ids");
    }

    /** Its own topics, each with the topic that it is partitioned like. */
    static Map<String, String> partitionedAs(TopicNames topics, String applicationId) {
        String own = applicationId + "-";
        return Map.of(
                own + BY_SMSC_ID + REPARTITION, topics.deliveries(),
                own + REPORTS_BY_MESSAGE + REPARTITION, topics.submissions(),
                own + IDS + CHANGELOG, topics.deliveries(),
                own + MOVED + CHANGELOG, topics.deliveries(),
                own + PARTS + CHANGELOG, topics.deliveries(),
                own + MESSAGES + CHANGELOG, topics.submissions());
    }

    private void connect(StreamsBuilder builder) {
        TopicNames topics = settings.topics();
        KStream<String, SubmissionRecord> submissions = source(builder, topics.submissions(), SubmissionRecord.class);
        KStream<String, DeliveryRecord> deliveries = source(builder, topics.deliveries(), DeliveryRecord.class);
        // Ahead of the ids, in this graph and so in every transaction: a message has moved by the time its id is known.
        KStream<String, MessageEvent> journalled =
                submissions.map((key, entry) -> KeyValue.pair(entry.messageId(), new MessageEvent.Journalled(entry)));
        KStream<String, IdOutcome> outcomes = correlated(submissions, deliveries);
        only(IdOutcome.Unmatched.class, outcomes)
                .mapValues(IdOutcome.Unmatched::receipt)
                .merge(unread(deliveries))
                .peek((id, receipt) -> counters.count(CorrelatorCounters.Event.UNMATCHED_RECEIPT))
                .processValues(() -> new ListenedReceipts(published))
                .to(topics.receipts(), produced(Receipt.class, "unmatched-receipts"));
        // Each with a sink of its own: a common one would merge the subtopologies into fewer tasks, each with a
        // partition of both.
        atHome(journalled, outcomes)
                .processValues(() -> new ListenedReceipts(published))
                .to(topics.receipts(), produced(Receipt.class, "receipts"));
        moved(outcomes)
                .processValues(() -> new ListenedReceipts(published))
                .to(topics.receipts(), produced(Receipt.class, "moved-receipts"));
        inbound(deliveries)
                .peek((id, message) -> published.inbound(message))
                .to(topics.inbound(), produced(Inbound.class, "inbound"));
    }

    private <T> KStream<String, T> source(StreamsBuilder builder, String topic, Class<T> type) {
        return builder.stream(
                        topic,
                        Consumed.with(Serdes.String(), RecordSerde.json(type).serde()))
                .filter((key, value) -> value != null)
                .processValues(prompt::passing);
    }

    private KStream<String, IdOutcome> correlated(
            KStream<String, SubmissionRecord> submissions, KStream<String, DeliveryRecord> deliveries) {
        KStream<String, IdEvent> accepted = submissions.process(() -> new AcceptedIds(settings, hint));
        KStream<String, ReportedIds.Placed> reported = deliveries.process(() -> new ReportedIds(settings, hint));
        KStream<String, IdEvent> elsewhere =
                reported.filterNot((id, placed) -> placed.here()).mapValues(ReportedIds.Placed::event);
        KStream<String, IdEvent> here =
                reported.filter((id, placed) -> placed.here()).mapValues(ReportedIds.Placed::event);
        return accepted.merge(elsewhere)
                .repartition(keyed(BY_SMSC_ID, IdEvent.class)
                        .withNumberOfPartitions(settings.partitions().deliveries())
                        .withStreamPartitioner(new WithDeliveries<>()))
                .merge(here)
                .process(
                        FoldProcessor.supplier(IDS, IdState.class, new IdFold(settings, counters), prompt),
                        Named.as("id-fold"));
    }

    /** A delivery that could not be read is published at once. */
    private KStream<String, Receipt> unread(KStream<String, DeliveryRecord> deliveries) {
        return deliveries
                .filter((key, delivery) -> delivery.kind() == DeliveryRecord.Kind.UNPARSED)
                .peek((key, delivery) -> noteUnparsed(delivery))
                .map((key, delivery) -> KeyValue.pair(delivery.deliveryId(), UnmatchedReceipt.unread(delivery)));
    }

    private KStream<String, Receipt> atHome(
            KStream<String, MessageEvent> journalled, KStream<String, IdOutcome> outcomes) {
        KStream<String, MessageEvent> matched = only(IdOutcome.Matched.class, outcomes)
                .repartition(keyed(REPORTS_BY_MESSAGE, IdOutcome.Matched.class)
                        .withNumberOfPartitions(settings.partitions().journal())
                        .withStreamPartitioner(new WithJournal()))
                .mapValues(IdOutcome.Matched::report);
        KStream<String, MessageOutcome> outcomesAtHome = journalled
                .merge(matched)
                .process(
                        FoldProcessor.supplier(MESSAGES, MessageHome.class, new HomeFold(settings, messages()), prompt),
                        Named.as(HOME_FOLD));
        return only(MessageOutcome.Published.class, outcomesAtHome).mapValues(MessageOutcome.Published::receipt);
    }

    private MessageFold messages() {
        return new MessageFold(settings, counters);
    }

    private KStream<String, Receipt> moved(KStream<String, IdOutcome> outcomes) {
        return only(IdOutcome.Here.class, outcomes)
                .process(
                        FoldProcessor.supplier(MOVED, MessageState.class, new MovedFold(messages()), prompt),
                        Named.as("moved-fold"));
    }

    private static <T> KStream<String, T> only(Class<T> type, KStream<String, ? super T> stream) {
        return stream.flatMapValues(value -> type.isInstance(value) ? List.of(type.cast(value)) : List.<T>of());
    }

    private KStream<String, Inbound> inbound(KStream<String, DeliveryRecord> deliveries) {
        KStream<String, DeliveryRecord> mobileOriginated =
                deliveries.filter((key, delivery) -> delivery.kind() == DeliveryRecord.Kind.MO);
        KStream<String, Inbound> whole = mobileOriginated
                .filter((key, delivery) -> Deliveries.isWhole(delivery))
                .map((key, delivery) ->
                        KeyValue.pair(delivery.deliveryId(), InboundMessage.of(List.of(delivery), settings.text())));
        KStream<String, Inbound> joined = mobileOriginated
                .filterNot((key, delivery) -> Deliveries.isWhole(delivery))
                .selectKey((key, delivery) -> MoFold.key(delivery))
                .process(
                        FoldProcessor.supplier(
                                PARTS,
                                MoState.class,
                                new MoFold(settings.correlator().moReassemblyTimeout(), settings.text()),
                                prompt),
                        Named.as("mo-fold"));
        return whole.merge(joined);
    }

    private void noteUnparsed(DeliveryRecord delivery) {
        counters.count(CorrelatorCounters.Event.UNPARSED_DELIVERY);
        LOG.warn(
                "Delivery {} from {} could not be read: {}",
                delivery.deliveryId(),
                delivery.server(),
                delivery.problem());
    }

    private <T> Repartitioned<String, T> keyed(String name, Class<T> type) {
        return Repartitioned.with(Serdes.String(), RecordSerde.compact(type).serde())
                .withName(name);
    }

    private static <T> Produced<String, T> produced(Class<T> type, String name) {
        return Produced.with(Serdes.String(), RecordSerde.json(type).serde()).withName(name);
    }
}

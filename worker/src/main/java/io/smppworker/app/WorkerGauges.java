package io.smppworker.app;

import io.smppworker.config.WorkerConfig;
import io.smppworker.correlate.Correlator;
import io.smppworker.correlate.CorrelatorCounters.Event;
import io.smppworker.message.Lane;
import io.smppworker.ops.Metric;
import io.smppworker.ops.WorkerMetrics;
import io.smppworker.pool.AccountSlots;
import io.smppworker.pool.ServerPools.ServerStatus;
import io.smppworker.pool.ServerPools.SlotStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** The metrics that are read at each scrape rather than counted: the worker's present state. Thread-safe. */
final class WorkerGauges {
    private final WorkerParts parts;
    private final WorkerView view;
    private final WorkerMetrics metrics;

    private WorkerGauges(WorkerParts parts, WorkerView view, WorkerMetrics metrics) {
        this.parts = parts;
        this.view = view;
        this.metrics = metrics;
    }

    /** Registers them all; the metrics of a part of the worker are absent until that part has started. */
    static void of(WorkerParts parts, WorkerView view, WorkerConfig config, IntSupplier window, WorkerMetrics metrics) {
        int slots = AccountSlots.of(config.account()).size();
        WorkerGauges gauges = new WorkerGauges(parts, view, metrics);
        metrics.readings(Metric.INFO, () -> Map.of(List.of(Main.version(), config.workerId()), 1));
        metrics.reading(Metric.READY, () -> view.missing().isEmpty() ? 1 : 0);
        metrics.reading(Metric.SLOTS, () -> slots);
        metrics.reading(Metric.WINDOW_SIZE, window::getAsInt);
        gauges.lanes();
        gauges.servers();
        gauges.correlator();
    }

    private void lanes() {
        lane(Metric.REQUESTS_OPEN, (part, lane) -> part.outbound().inFlight(lane));
        lane(Metric.LANE_LAG, (part, lane) -> part.kafka().lag(lane));
        lane(Metric.LANE_OLDEST, (part, lane) -> WorkerView.oldestMillis(part, lane) / 1e3);
        lane(Metric.LANE_OPEN_TRANSACTION, WorkerGauges::openTransactionSeconds);
    }

    private void lane(Metric metric, ToDoubleBiFunction<WorkerParts.Submitting, Lane> value) {
        metrics.readings(metric, () -> {
            Map<List<String>, Double> values = new HashMap<>();
            WorkerParts.Submitting part = parts.submitting();
            if (part != null) {
                for (Lane lane : Lane.values()) {
                    values.put(List.of(Counting.word(lane)), value.applyAsDouble(part, lane));
                }
            }
            return values;
        });
    }

    private void servers() {
        submitting(Metric.STANDING_BY, part -> view.holdsSlots() ? 0 : 1);
        submitting(Metric.LEASE, WorkerGauges::leaseSeconds);
        submitting(Metric.LEASE_LONGEST, part -> part.kafka().longestUnconfirmedNanos() / 1e9);
        server(Metric.THROTTLE_QUOTA, ServerStatus::quota);
        server(Metric.THROTTLE_USED, ServerStatus::sentInLastSecond);
        server(Metric.CERTIFICATE_EXPIRY, server -> {
            String expires = server.certificateExpires();
            return expires == null ? null : Instant.parse(expires).getEpochSecond();
        });
        slot(Metric.SLOT_OWNED, slot -> 1);
        slot(Metric.SLOT_BOUND, slot -> slot.isBound() ? 1 : 0);
        slot(Metric.WINDOW_OUTSTANDING, SlotStatus::outstanding);
    }

    private void submitting(Metric metric, ToDoubleFunction<WorkerParts.Submitting> value) {
        metrics.readings(metric, () -> {
            WorkerParts.Submitting part = parts.submitting();
            return part == null ? Map.of() : Map.of(List.of(), value.applyAsDouble(part));
        });
    }

    private static double openTransactionSeconds(WorkerParts.Submitting part, Lane lane) {
        Instant now = Instant.now();
        return part.kafka().openTransactions(lane).stream()
                .mapToDouble(open -> open.age(now).toMillis() / 1e3)
                .max()
                .orElse(0);
    }

    private static double leaseSeconds(WorkerParts.Submitting part) {
        long now = part.ticker().getAsLong();
        return part.kafka().permission().granted(now)
                ? (part.kafka().permission().untilNanos() - now) / 1e9
                : 0;
    }

    /** A gauge for each server; a server whose value is null has no series. */
    private void server(Metric metric, Function<ServerStatus, @Nullable Number> value) {
        metrics.readings(metric, () -> {
            Map<List<String>, Number> values = new HashMap<>();
            for (ServerStatus server : view.servers()) {
                Number number = value.apply(server);
                if (number != null) {
                    values.put(List.of(server.server()), number);
                }
            }
            return values;
        });
    }

    private void slot(Metric metric, ToLongFunction<SlotStatus> value) {
        metrics.readings(metric, () -> {
            Map<List<String>, Long> values = new HashMap<>();
            for (ServerStatus server : view.servers()) {
                for (SlotStatus slot : server.slots()) {
                    values.put(List.of(server.server(), Integer.toString(slot.slot())), value.applyAsLong(slot));
                }
            }
            return values;
        });
    }

    private void correlator() {
        counted(Metric.UNMATCHED_RECEIPTS, Event.UNMATCHED_RECEIPT);
        counted(Metric.REPEATED_RECEIPTS, Event.REPEATED_RECEIPT);
        counted(Metric.LATE_RECEIPTS, Event.LATE_RECEIPT);
        counted(Metric.CORRECTED_RECEIPTS, Event.CORRECTION);
        counted(Metric.MISSING_RECEIPTS, Event.UNFINISHED_MESSAGE);
        counted(Metric.UNANSWERED_REQUESTS, Event.UNANSWERED_REQUEST);
        counted(Metric.FAULTY_RECORDS, Event.FAULTY_RECORD);
        counted(Metric.UNPARSED_DELIVERIES, Event.UNPARSED_DELIVERY);
        correlating(
                Metric.OTHERWISE_MATCHING,
                correlator -> correlator.messageIdHint().receipts());
        metrics.readings(Metric.CORRELATOR_STATE, () -> {
            Map<List<String>, Integer> values = new HashMap<>();
            Correlator correlator = parts.correlator();
            if (correlator != null) {
                for (KafkaStreams.State state : KafkaStreams.State.values()) {
                    values.put(List.of(Counting.word(state)), state == correlator.state() ? 1 : 0);
                }
            }
            return values;
        });
    }

    private void counted(Metric metric, Event event) {
        correlating(metric, correlator -> correlator.counters().of(event));
    }

    private void correlating(Metric metric, ToLongFunction<Correlator> value) {
        metrics.readings(metric, () -> {
            Correlator correlator = parts.correlator();
            return correlator == null ? Map.of() : Map.of(List.of(), value.applyAsLong(correlator));
        });
    }
}

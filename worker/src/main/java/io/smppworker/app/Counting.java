package io.smppworker.app;

import io.smppworker.correlate.Finality;
import io.smppworker.correlate.PublishedListener;
import io.smppworker.inbound.Delivery;
import io.smppworker.message.BindPoint;
import io.smppworker.message.CommandStatus;
import io.smppworker.message.Lane;
import io.smppworker.message.SubmitOutcome;
import io.smppworker.ops.Metric;
import io.smppworker.ops.WorkerMetrics;
import io.smppworker.outbound.OutboundListener;
import io.smppworker.outbound.OutboundMessage;
import io.smppworker.outbound.RequestEnd;
import io.smppworker.pool.BindListener;
import io.smppworker.schemas.Inbound;
import io.smppworker.schemas.Receipt;
import io.smppworker.smpp.BindOutcome;
import io.smppworker.smpp.StatusPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Counts the events of both directions: requests and submit_sm, deliver_sm and receipts. Thread-safe. */
final class Counting implements OutboundListener, BindListener, PublishedListener {
    private final WorkerMetrics metrics;
    private final StatusPolicy statuses;
    private final ServerRates rates;
    private final Clock clock;
    /** 0 before the first. */
    private volatile long lastReceiptMillis;

    Counting(WorkerMetrics metrics, ServerRates rates, StatusPolicy statuses, Clock clock) {
        this.metrics = metrics;
        this.rates = rates;
        this.statuses = statuses;
        this.clock = clock;
        metrics.readings(
                Metric.LAST_RECEIPT,
                () -> lastReceiptMillis == 0
                        ? Map.of()
                        : Map.of(List.of(), (double) lastReceiptMillis / TimeUnit.SECONDS.toMillis(1)));
    }

    @Override
    public void taken(Lane lane) {
        metrics.count(Metric.REQUESTS_TAKEN, word(lane));
    }

    @Override
    public void deadLettered(String reason) {
        metrics.count(Metric.DEAD_LETTERS, reason);
    }

    @Override
    public void announced(OutboundMessage message, long sinceTakenNanos, long writeNanos) {
        metrics.took(Metric.JOURNAL_WRITE, writeNanos);
    }

    @Override
    public void submitted(String server) {
        metrics.count(Metric.SUBMITS, server);
        rates.submitted(server);
    }

    @Override
    public void begun(Lane lane, Duration sinceProduced) {
        metrics.took(Metric.PRODUCE_TO_SUBMIT, Math.max(0, sinceProduced.toNanos()), word(lane));
    }

    @Override
    public void settled(OutboundMessage message, int index, BindPoint bind, SubmitOutcome outcome, long nanos) {
        String server = bind.server();
        metrics.count(Metric.SUBMIT_OUTCOMES, server, word(outcome));
        if (outcome instanceof SubmitOutcome.Refused refused) {
            metrics.count(Metric.SUBMIT_REFUSED, server, word(statuses.classOf(refused.commandStatus())));
        }
        if (outcome instanceof SubmitOutcome.Accepted || outcome instanceof SubmitOutcome.Refused) {
            metrics.took(Metric.SUBMIT_RESPONSE, nanos, server);
        }
    }

    @Override
    public void outcomeStored(OutboundMessage message, int index, long writeNanos) {
        metrics.took(Metric.JOURNAL_WRITE, writeNanos);
    }

    static String word(SubmitOutcome outcome) {
        if (outcome instanceof SubmitOutcome.Accepted) {
            return "accepted";
        }
        if (outcome instanceof SubmitOutcome.Refused) {
            return "refused";
        }
        return outcome instanceof SubmitOutcome.NotSent ? "not_sent" : "in_doubt";
    }

    @Override
    public void ended(Lane lane, RequestEnd end) {
        metrics.count(Metric.REQUESTS, word(lane), word(end));
    }

    @Override
    public void tried(BindPoint point, BindOutcome outcome) {
        String word = outcome instanceof BindOutcome.Bound
                ? "bound"
                : outcome instanceof BindOutcome.Refused ? "refused" : "unreachable";
        metrics.count(Metric.BIND_ATTEMPTS, point.server(), word);
    }

    /** A changed worker.yaml was read. */
    void reloaded(ConfigWatch.Outcome outcome) {
        metrics.count(Metric.CONFIG_RELOADS, word(outcome));
    }

    /** A deliver_sm has come in on this bind. */
    void received(BindPoint bind) {
        metrics.count(Metric.DELIVERIES, bind.server(), "received");
        rates.delivered(bind.server());
    }

    /** The deliver_sm has been parsed. */
    void read(Delivery delivery) {
        if (delivery.reading() instanceof Delivery.Dlr) {
            lastReceiptMillis = delivery.receivedAt().toEpochMilli();
        }
    }

    /** The deliver_sm_resp is sent. */
    void answered(BindPoint bind, int commandStatus) {
        metrics.count(
                Metric.DELIVERIES, bind.server(), commandStatus == CommandStatus.ESME_ROK ? "acknowledged" : "refused");
    }

    @Override
    public void receipt(Receipt receipt, Map<String, String> trace) {
        metrics.count(Metric.RECEIPTS, word(receipt.stage()), receipt.status().name());
        if (isFromDeliverSm(receipt)) {
            took(Metric.DELIVER_TO_PUBLISHED, receipt.at(), clock.instant());
            if (receipt.isFinal()) {
                accepted(receipt).ifPresent(at -> took(Metric.ACCEPT_TO_RECEIPT, at, receipt.at()));
            }
        }
    }

    /**
     * Whether the receipt comes from a deliver_sm about a known message: no correction, no answer to a further request, no
     * declaration (which is not final although its status ends a delivery), and no time-out (whose status no segment was
     * reported with; a long message of which some were is not distinguished).
     */
    private static boolean isFromDeliverSm(Receipt receipt) {
        return receipt.stage() == Receipt.Stage.DELIVERY
                && receipt.unmatched() == null
                && receipt.supersedes() == null
                && receipt.duplicateOf() == null
                && receipt.isFinal() == Finality.isFinal(receipt.status())
                && receipt.segments().stream()
                        .anyMatch(segment -> segment.rawStatus() != null && segment.status() == receipt.status());
    }

    private static Optional<Instant> accepted(Receipt receipt) {
        return receipt.segments().stream()
                .map(Receipt.Segment::respondedAt)
                .filter(Objects::nonNull)
                .max(Instant::compareTo);
    }

    private void took(Metric metric, Instant from, Instant to) {
        metrics.took(metric, Math.max(0, Duration.between(from, to).toNanos()));
    }

    @Override
    public void inbound(Inbound message) {
        metrics.count(Metric.INBOUND);
    }

    /** A constant as the value of a label. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}

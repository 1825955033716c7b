package io.smppworker.app;

import io.smppworker.config.WorkerConfig;
import io.smppworker.config.WorkerConfig.Role;
import io.smppworker.correlate.Correlator;
import io.smppworker.correlate.CorrelatorCounters;
import io.smppworker.message.Lane;
import io.smppworker.ops.WorkerMetrics;
import io.smppworker.outbound.Oldest;
import io.smppworker.outbound.Outbound;
import io.smppworker.pool.ServerPools;
import io.smppworker.pool.ServerPools.ServerStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What this worker says of itself to people and probes: which parts it has, and what they lack. Thread-safe. */
final class WorkerView {
    private static final long ANSWER_MILLIS = 1000;

    private final WorkerConfig config;
    private volatile @Nullable Correlator correlator;
    private volatile @Nullable Submitting submitting;

    WorkerView(WorkerConfig config) {
        this.config = config;
    }

    /** The submitting half. */
    record Submitting(
            ServerPools pools, Outbound outbound, EventLoop dispatcher, BooleanSupplier leased, LongSupplier ticker) {}

    void correlating(Correlator part, WorkerMetrics metrics) {
        correlator = part;
        gaugesIn(metrics, part);
    }

    void submitting(Submitting part) {
        submitting = part;
    }

    /** What is missing for this worker to do its part; a worker without slots stands by and is ready. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        Correlator correlating = correlator;
        String correlation = correlating == null ? notStarted(Role.CORRELATE) : correlating.missing();
        if (correlation != null) {
            missing.add(correlation);
        }
        Submitting part = submitting;
        String submission = part == null ? notStarted(Role.SUBMIT) : null;
        if (submission != null) {
            missing.add(submission);
        }
        if (part != null) {
            List<ServerStatus> servers = servers(part);
            boolean holdsSlots =
                    servers.stream().anyMatch(server -> !server.slots().isEmpty());
            if (holdsSlots && !part.outbound().canSubmit()) {
                missing.add("no server of this worker's bind slots is bound");
            }
            if (holdsSlots && !part.leased().getAsBoolean()) {
                missing.add("Kafka has not confirmed this worker's lease lately");
            }
            servers.stream()
                    .filter(server -> !server.alarm().isEmpty())
                    .forEach(server -> missing.add(server.server() + ": " + server.alarm()));
        }
        return missing;
    }

    private @Nullable String notStarted(Role role) {
        return config.roles().contains(role)
                ? "the role %s has not started, for which it needs Kafka at %s"
                        .formatted(
                                role.name().toLowerCase(Locale.ROOT),
                                config.kafka().bootstrapServers())
                : null;
    }

    Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("workerId", config.workerId());
        status.put("missing", missing());
        Correlator correlating = correlator;
        if (correlating != null) {
            status.put("correlator", correlating.state().name());
            status.put("unmatchedReceipts", correlating.counters().unmatchedReceipts());
            status.put("messageIdHint", correlating.messageIdHint().inWords());
            status.put("corrections", correlating.counters().corrections());
            status.put("repeatedReceipts", correlating.counters().repeatedReceipts());
            status.put("lateReceipts", correlating.counters().lateReceipts());
            status.put("unansweredRequests", correlating.counters().unansweredRequests());
        }
        Submitting part = submitting;
        if (part != null) {
            status.put(
                    "lanes",
                    Arrays.stream(Lane.values()).map(lane -> lane(part, lane)).toList());
            status.put("servers", servers(part));
        }
        return status;
    }

    /**
     * A lane as this worker sees it.
     *
     * @param inFlight requests taken and not finished
     * @param oldestMillis how long the oldest of them has been in flight; the committed offset of its partition waits for it
     * @param oldest topic, partition and offset of it
     * @param waitsFor what it waits for, in words
     */
    record LaneStatus(
            String lane,
            int inFlight,
            long oldestMillis,
            @Nullable String oldest,
            @Nullable String waitsFor) {}

    private static LaneStatus lane(Submitting part, Lane lane) {
        int inFlight = part.outbound().inFlight(lane);
        Oldest oldest = part.outbound().oldest(lane);
        return oldest == null
                ? new LaneStatus(lane.name(), inFlight, 0, null, null)
                : new LaneStatus(
                        lane.name(),
                        inFlight,
                        oldestMillis(part, lane),
                        "%s-%d@%d"
                                .formatted(
                                        oldest.source().topic(),
                                        oldest.source().partition(),
                                        oldest.source().offset()),
                        oldest.waitsFor());
    }

    private static long oldestMillis(Submitting part, Lane lane) {
        Oldest oldest = part.outbound().oldest(lane);
        return oldest == null ? 0 : TimeUnit.NANOSECONDS.toMillis(part.ticker().getAsLong() - oldest.takenNanos());
    }

    /** Registers what can be read at any time. */
    void gaugesIn(WorkerMetrics metrics) {
        for (Lane lane : Lane.values()) {
            String name = "smppworker.lane." + lane.name().toLowerCase(Locale.ROOT);
            metrics.gauge(
                    name + ".in.flight",
                    () -> part().map(part -> part.outbound().inFlight(lane)).orElse(0));
            metrics.gauge(
                    name + ".oldest.millis",
                    () -> part().map(part -> oldestMillis(part, lane)).orElse(0L));
        }
    }

    private static void gaugesIn(WorkerMetrics metrics, Correlator correlating) {
        CorrelatorCounters counters = correlating.counters();
        metrics.gauge("smppworker.correlator.receipts.unmatched", counters::unmatchedReceipts);
        metrics.gauge("smppworker.correlator.receipts.repeated", counters::repeatedReceipts);
        metrics.gauge("smppworker.correlator.receipts.late", counters::lateReceipts);
        metrics.gauge("smppworker.correlator.receipts.corrections", counters::corrections);
        metrics.gauge("smppworker.correlator.receipts.missing", counters::unfinishedMessages);
        metrics.gauge("smppworker.correlator.receipts.matching.otherwise", correlating.messageIdHint()::receipts);
    }

    private Optional<Submitting> part() {
        return Optional.ofNullable(submitting);
    }

    /** The pools live on the dispatcher's thread; asked there. */
    private static List<ServerStatus> servers(Submitting part) {
        CompletableFuture<List<ServerStatus>> answer = new CompletableFuture<>();
        part.dispatcher()
                .execute(() -> answer.complete(part.pools().status(part.ticker().getAsLong())));
        try {
            return answer.get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the dispatcher does not answer", e);
        }
    }
}

package io.smppworker.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.smppworker.app.WorkerParts.Submitting;
import io.smppworker.config.WorkerConfig;
import io.smppworker.config.WorkerConfig.Role;
import io.smppworker.correlate.Correlator;
import io.smppworker.correlate.CorrelatorCounters;
import io.smppworker.kafka.FleetExchange;
import io.smppworker.message.Lane;
import io.smppworker.message.Source;
import io.smppworker.ops.Metric;
import io.smppworker.ops.RecentWarnings;
import io.smppworker.ops.WorkerMetrics;
import io.smppworker.outbound.Oldest;
import io.smppworker.pool.ServerPools.ServerStatus;
import io.smppworker.schemas.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** This worker's status, for probes and people: its parts, and what is missing in each. Thread-safe. */
final class WorkerView {
    private static final long ANSWER_MILLIS = 1000;

    private final WorkerConfig config;
    private final Supplier<WorkerConfig> latest;
    private final WorkerParts parts;
    private final WorkerMetrics metrics;
    private final ServerRates rates;
    private final RecentWarnings warnings;

    /** @param latest the worker's configuration as its file is now */
    WorkerView(
            WorkerConfig config,
            Supplier<WorkerConfig> latest,
            WorkerParts parts,
            WorkerMetrics metrics,
            ServerRates rates,
            RecentWarnings warnings) {
        this.config = config;
        this.latest = latest;
        this.parts = parts;
        this.metrics = metrics;
        this.rates = rates;
        this.warnings = warnings;
    }

    /** What keeps this worker from being ready; a worker without slots stands by and is ready. */
    List<String> missing() {
        try {
            return missing(servers());
        } catch (IllegalStateException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private List<String> missing(List<ServerStatus> servers) {
        List<String> missing = new ArrayList<>();
        Correlator correlating = parts.correlator();
        String correlation = correlating == null ? notStarted(Role.CORRELATE) : correlating.missing();
        if (correlation != null) {
            missing.add(correlation);
        }
        Submitting part = parts.submitting();
        String submission = part == null ? notStarted(Role.SUBMIT) : null;
        if (submission != null) {
            missing.add(submission);
        }
        if (part != null && holdsSlots(servers)) {
            if (!part.outbound().canSubmit()) {
                missing.add("no server of this worker's bind slots is bound");
            }
            if (!part.kafka().permission().granted(part.ticker().getAsLong())) {
                missing.add("Kafka has not confirmed this worker's lease lately");
            }
        }
        servers.stream()
                .filter(server -> !server.alarm().isEmpty())
                .forEach(server -> missing.add(server.server() + ": " + server.alarm()));
        return missing;
    }

    private @Nullable String notStarted(Role role) {
        if (!config.roles().contains(role)) {
            return null;
        }
        return "the role %s has not started, for which it needs %s"
                .formatted(
                        role.name().toLowerCase(Locale.ROOT),
                        parts.submitting() == null
                                ? "Kafka at " + config.kafka().bootstrapServers()
                                : "bind slots in use here, or some seconds");
    }

    /** This worker's status, and the last one of each other worker. */
    WorkerStatus.WithFleet status() {
        FleetExchange fleet = parts.fleet();
        return new WorkerStatus.WithFleet(own(), fleet == null ? List.of() : fleet.others());
    }

    /** This worker's status, for the others. */
    byte[] ownAsJson() {
        return Json.bytes(own());
    }

    private WorkerStatus own() {
        Correlator correlating = parts.correlator();
        Submitting submitting = parts.submitting();
        List<ServerStatus> servers = servers();
        return new WorkerStatus(
                new WorkerStatus.Identity(
                        config.workerId(),
                        Main.version(),
                        config.roles(),
                        config.kafka().groupId()),
                missing(servers),
                WorkerStatus.Limits.of(config, latest.get()),
                new WorkerStatus.Counts(
                        metrics.total(Metric.REQUESTS, "in_doubt"),
                        metrics.total(Metric.DEAD_LETTERS),
                        correlating == null
                                ? 0
                                : correlating.counters().of(CorrelatorCounters.Event.UNMATCHED_RECEIPT)),
                correlating == null ? null : WorkerStatus.CorrelatorStatus.of(correlating),
                submitting == null ? null : status(submitting, servers),
                warnings.latest());
    }

    private WorkerStatus.SubmittingStatus status(Submitting part, List<ServerStatus> servers) {
        return new WorkerStatus.SubmittingStatus(
                Arrays.stream(Lane.values()).map(lane -> status(part, lane)).toList(),
                servers.stream().map(this::withRates).toList());
    }

    private static WorkerStatus.LaneStatus status(Submitting part, Lane lane) {
        Oldest oldest = part.outbound().oldest(lane);
        Source source = oldest == null ? null : oldest.source();
        return new WorkerStatus.LaneStatus(
                lane.name(),
                part.kafka().lag(lane),
                part.outbound().inFlight(lane),
                oldestMillis(part, lane),
                source == null ? null : "%s-%d@%d".formatted(source.topic(), source.partition(), source.offset()),
                oldest == null ? null : oldest.waitsFor(),
                part.kafka().openTransactions(lane));
    }

    private WorkerStatus.ServerView withRates(ServerStatus server) {
        return new WorkerStatus.ServerView(server, rates.submits(server.server()), rates.deliveries(server.server()));
    }

    /**
     * Whether that is the status of a worker that has that role beside this one: is, or will be, in the group that shares its
     * bind slots, or correlates what it submits.
     */
    boolean isBeside(JsonNode other, Role role) {
        return other.path("groupId").asText().equals(config.kafka().groupId())
                && other.path("roles").toString().contains(role.name());
    }

    /** How long the oldest request of the lane has been in flight; 0 when there is none. */
    static long oldestMillis(Submitting part, Lane lane) {
        Oldest oldest = part.outbound().oldest(lane);
        return oldest == null ? 0 : TimeUnit.NANOSECONDS.toMillis(part.ticker().getAsLong() - oldest.takenNanos());
    }

    boolean holdsSlots() {
        return holdsSlots(servers());
    }

    private static boolean holdsSlots(List<ServerStatus> servers) {
        return servers.stream().anyMatch(server -> !server.slots().isEmpty());
    }

    /** Asks on the dispatcher's thread, where the pools live, and waits. Empty while the worker does not submit. */
    List<ServerStatus> servers() {
        Submitting part = parts.submitting();
        if (part == null) {
            return List.of();
        }
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

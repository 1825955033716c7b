package io.smppworker.app;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.smppworker.config.AccountConfig;
import io.smppworker.config.WorkerConfig;
import io.smppworker.config.WorkerConfig.Role;
import io.smppworker.correlate.Correlator;
import io.smppworker.intake.KafkaPorts;
import io.smppworker.kafka.FleetExchange;
import io.smppworker.kafka.OpenTransaction;
import io.smppworker.message.Lane;
import io.smppworker.ops.Metric;
import io.smppworker.ops.WorkerMetrics;
import io.smppworker.outbound.Oldest;
import io.smppworker.outbound.Outbound;
import io.smppworker.pool.ServerPools;
import io.smppworker.pool.ServerPools.ServerStatus;
import io.smppworker.schemas.Json;
import io.smppworker.smpp.CloudhopperConnector;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What this worker says of itself to people and probes: which parts it has, and what they lack. Thread-safe. */
final class WorkerView {
    private static final long ANSWER_MILLIS = 1000;

    private final WorkerConfig config;
    private final WorkerMetrics metrics;
    private final ServerRates rates;
    private final RecentWarnings warnings;
    private volatile @Nullable Correlator correlator;
    private volatile @Nullable FleetExchange fleet;
    private volatile AccountConfig account;
    private volatile @Nullable Submitting submitting;

    WorkerView(WorkerConfig config, WorkerMetrics metrics, ServerRates rates, RecentWarnings warnings) {
        this.config = config;
        this.account = config.account();
        this.metrics = metrics;
        this.rates = rates;
        this.warnings = warnings;
    }

    /** The submitting half. */
    record Submitting(
            CloudhopperConnector connector,
            ServerPools pools,
            Outbound outbound,
            EventLoop dispatcher,
            KafkaPorts kafka,
            LongSupplier ticker) {}

    void correlating(Correlator part) {
        correlator = part;
    }

    void submitting(Submitting part) {
        submitting = part;
    }

    /** The account has other limits now. */
    void retuned(AccountConfig changed) {
        account = changed;
    }

    /** The others are heard of from here. */
    void exchanging(FleetExchange part) {
        fleet = part;
    }

    /** The correlator; null before it has started, and in a worker without that role. */
    @Nullable
    Correlator correlator() {
        return correlator;
    }

    /** What submits; null before it has started, and in a worker without that role. */
    @Nullable
    Submitting submitting() {
        return submitting;
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
            List<ServerStatus> servers = servers();
            boolean holdsSlots = holdsSlots(servers);
            if (holdsSlots && !part.outbound().canSubmit()) {
                missing.add("no server of this worker's bind slots is bound");
            }
            if (holdsSlots && !part.kafka().permission().granted(part.ticker().getAsLong())) {
                missing.add("Kafka has not confirmed this worker's lease lately");
            }
            servers.stream()
                    .filter(server -> !server.alarm().isEmpty())
                    .forEach(server -> missing.add(server.server() + ": " + server.alarm()));
        }
        return missing;
    }

    private @Nullable String notStarted(Role role) {
        if (!config.roles().contains(role)) {
            return null;
        }
        return "the role %s has not started, for which it needs %s"
                .formatted(
                        role.name().toLowerCase(Locale.ROOT),
                        submitting == null
                                ? "Kafka at " + config.kafka().bootstrapServers()
                                : "bind slots in use here, or some seconds");
    }

    /** This worker, and in {@code fleet} what the others have told of themselves. */
    Map<String, Object> status() {
        Map<String, Object> status = own();
        FleetExchange exchange = fleet;
        status.put("fleet", exchange == null ? List.of() : exchange.others());
        return status;
    }

    /** This worker's own, for the others. */
    String ownAsJson() {
        try {
            return Json.MAPPER.writeValueAsString(own());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Object> own() {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("workerId", config.workerId());
        status.put("version", Main.version());
        status.put("roles", config.roles());
        status.put("groupId", config.kafka().groupId());
        status.put("missing", missing());
        status.put("account", account());
        status.put("plan", plan());
        status.put("counts", counts());
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
            status.put("servers", servers().stream().map(this::withRates).toList());
        }
        status.put("warnings", warnings.latest());
        return status;
    }

    /** Whether that is the status of a worker that is, or will be, with this one in the group that has the bind slots. */
    boolean isSubmittingBeside(JsonNode other) {
        return isBeside(other, Role.SUBMIT);
    }

    /** Whether that is the status of a worker that correlates what this one submits. */
    boolean isCorrelatingBeside(JsonNode other) {
        return isBeside(other, Role.CORRELATE);
    }

    private boolean isBeside(JsonNode other, Role role) {
        return other.path("groupId").asText().equals(config.kafka().groupId())
                && other.path("roles").toString().contains(role.name());
    }

    private Map<String, Object> account() {
        AccountConfig limits = account;
        List<Map<String, Object>> servers = config.account().servers().stream()
                .map(server -> Map.<String, Object>of(
                        "name", server.name(),
                        "host", server.host(),
                        "port", server.port(),
                        "location", server.location()))
                .toList();
        return Map.of("throttle", limits.throttle(), "window", limits.window(), "servers", servers);
    }

    /** Which slot is at which server. */
    private List<Map<String, Object>> plan() {
        return Worker.slots(config.account()).slots().stream()
                .map(slot -> Map.<String, Object>of(
                        "slot",
                        slot.number(),
                        "server",
                        config.account().servers().get(slot.server()).name()))
                .toList();
    }

    private Map<String, Object> counts() {
        Correlator correlating = correlator;
        return Map.of(
                "inDoubt", metrics.total(Metric.REQUESTS, "in_doubt"),
                "deadLetters", metrics.total(Metric.DEAD_LETTERS),
                "unmatchedReceipts",
                        correlating == null ? 0 : correlating.counters().unmatchedReceipts());
    }

    /**
     * A server, and how much has gone to and come from it in each five seconds of the last five minutes.
     *
     * @param submits submit_sm per second, the oldest first
     * @param deliveries deliver_sm per second, the oldest first
     */
    record ServerView(@JsonUnwrapped ServerStatus server, List<Double> submits, List<Double> deliveries) {}

    private ServerView withRates(ServerStatus server) {
        return new ServerView(server, rates.submits(server.server()), rates.deliveries(server.server()));
    }

    /**
     * A lane as this worker sees it.
     *
     * @param lag requests in this worker's partitions that have not ended, those in flight included, as of some seconds ago;
     *     what waits behind an open transaction is not among them
     * @param inFlight requests taken and not finished
     * @param oldestMillis how long the oldest of them has been in flight; the committed offset of its partition waits for it
     * @param oldest topic, partition and offset of it
     * @param waitsFor what it waits for, in words
     * @param openTransactions those that hold up partitions of this worker, the oldest first
     */
    record LaneStatus(
            String lane,
            long lag,
            int inFlight,
            long oldestMillis,
            @Nullable String oldest,
            @Nullable String waitsFor,
            List<OpenTransaction> openTransactions) {}

    private static LaneStatus lane(Submitting part, Lane lane) {
        long lag = part.kafka().lag(lane);
        int inFlight = part.outbound().inFlight(lane);
        List<OpenTransaction> open = part.kafka().openTransactions(lane);
        Oldest oldest = part.outbound().oldest(lane);
        return oldest == null
                ? new LaneStatus(lane.name(), lag, inFlight, 0, null, null, open)
                : new LaneStatus(
                        lane.name(),
                        lag,
                        inFlight,
                        oldestMillis(part, lane),
                        "%s-%d@%d"
                                .formatted(
                                        oldest.source().topic(),
                                        oldest.source().partition(),
                                        oldest.source().offset()),
                        oldest.waitsFor(),
                        open);
    }

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

    /** The pools live on the dispatcher's thread; asked there. None while the worker does not submit. */
    List<ServerStatus> servers() {
        Submitting part = submitting;
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

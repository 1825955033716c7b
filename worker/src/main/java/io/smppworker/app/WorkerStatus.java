package io.smppworker.app;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.smppworker.config.WorkerConfig;
import io.smppworker.config.WorkerConfig.Role;
import io.smppworker.correlate.Correlator;
import io.smppworker.correlate.CorrelatorCounters;
import io.smppworker.kafka.FleetExchange;
import io.smppworker.kafka.OpenTransaction;
import io.smppworker.ops.RecentWarnings;
import io.smppworker.pool.AccountSlots;
import io.smppworker.pool.ServerPools.ServerStatus;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A worker's status, as it is in the JSON of {@code /status} and of {@code smpp.status}.
 *
 * @param missing what keeps the worker from being ready, in words; empty when it is ready
 * @param correlator null before it has started, and in a worker without that role
 * @param submitting null before it has started, and in a worker without that role
 * @param warnings the latest warnings of its log, the newest first
 */
record WorkerStatus(
        @JsonUnwrapped Identity identity,
        List<String> missing,
        @JsonUnwrapped Limits limits,
        Counts counts,
        @JsonUnwrapped @Nullable CorrelatorStatus correlator,
        @JsonUnwrapped @Nullable SubmittingStatus submitting,
        List<RecentWarnings.Warning> warnings) {

    /** A worker's status, and the last one of each other worker. */
    record WithFleet(@JsonUnwrapped WorkerStatus own, List<FleetExchange.Other> fleet) {}

    /** Which worker it is. */
    record Identity(String workerId, String version, Set<Role> roles, String groupId) {}

    /** The account's limits, and which slot is at which server. */
    record Limits(Account account, List<PlannedSlot> plan) {
        /**
         * The limits of one worker.
         *
         * @param latest the worker's configuration as its file is now
         */
        static Limits of(WorkerConfig config, WorkerConfig latest) {
            List<Server> servers = config.account().servers().stream()
                    .map(server -> new Server(server.name(), server.host(), server.port(), server.location()))
                    .toList();
            List<PlannedSlot> plan = AccountSlots.of(config.account()).slots().stream()
                    .map(slot -> new PlannedSlot(
                            slot.number(), servers.get(slot.server()).name()))
                    .toList();
            return new Limits(
                    new Account(latest.account().throttle(), latest.account().window(), servers), plan);
        }
    }

    /** The account, without its secrets. */
    record Account(int throttle, int window, List<Server> servers) {}

    record Server(String name, String host, int port, String location) {}

    /** Which slot is at which server. */
    record PlannedSlot(int slot, String server) {}

    /** Counts since the worker's start. */
    record Counts(long inDoubt, long deadLetters, long unmatchedReceipts) {}

    /**
     * The correlator's status.
     *
     * @param correlator its state, as Kafka Streams calls it
     * @param messageIdHint another {@code account.messageIds} by which receipts would match, in words; null when
     *     there is none
     */
    record CorrelatorStatus(
            String correlator,
            long unmatchedReceipts,
            @Nullable String messageIdHint,
            long corrections,
            long repeatedReceipts,
            long lateReceipts,
            long unansweredRequests) {
        static CorrelatorStatus of(Correlator correlator) {
            CorrelatorCounters counters = correlator.counters();
            return new CorrelatorStatus(
                    correlator.state().name(),
                    counters.of(CorrelatorCounters.Event.UNMATCHED_RECEIPT),
                    correlator.messageIdHint().inWords(),
                    counters.of(CorrelatorCounters.Event.CORRECTION),
                    counters.of(CorrelatorCounters.Event.REPEATED_RECEIPT),
                    counters.of(CorrelatorCounters.Event.LATE_RECEIPT),
                    counters.of(CorrelatorCounters.Event.UNANSWERED_REQUEST));
        }
    }

    /** The lanes and servers of a worker that submits. */
    record SubmittingStatus(List<LaneStatus> lanes, List<ServerView> servers) {}

    /**
     * A server, and its rates in each five seconds of the last five minutes.
     *
     * @param submits submit_sm per second, the oldest first
     * @param deliveries deliver_sm per second, the oldest first
     */
    record ServerView(@JsonUnwrapped ServerStatus server, List<Double> submits, List<Double> deliveries) {}

    /**
     * A lane as this worker sees it.
     *
     * @param lag requests in this worker's partitions that have not ended, those in flight included, as of some seconds ago;
     *     those behind an open transaction are not counted
     * @param inFlight requests taken and not finished
     * @param oldestMillis how long the oldest of them has been in flight; the committed offset of its partition waits for it
     * @param oldest its topic, partition and offset
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
}

package io.smppworker.app;

import io.smppworker.correlate.Correlator;
import io.smppworker.intake.KafkaPorts;
import io.smppworker.kafka.FleetExchange;
import io.smppworker.outbound.Outbound;
import io.smppworker.pool.ServerPools;
import io.smppworker.smpp.CloudhopperConnector;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a worker, as far as they have started: a worker answers probes and people before it has any. Set once each by
 * the thread that starts them; read by any.
 */
final class WorkerParts {
    private volatile @Nullable FleetExchange fleet;
    private volatile @Nullable Submitting submitting;
    private volatile @Nullable Correlator correlator;

    /** The parts that submit. */
    record Submitting(
            CloudhopperConnector connector,
            ServerPools pools,
            Outbound outbound,
            EventLoop dispatcher,
            KafkaPorts kafka,
            LongSupplier ticker) {}

    /** The exchange of the workers' statuses; null before it has started. */
    @Nullable
    FleetExchange fleet() {
        return fleet;
    }

    /** Null before it has started, and in a worker without that role. */
    @Nullable
    Submitting submitting() {
        return submitting;
    }

    /** Null before it has started, and in a worker without that role. */
    @Nullable
    Correlator correlator() {
        return correlator;
    }

    void started(FleetExchange part) {
        fleet = part;
    }

    void started(Submitting part) {
        submitting = part;
    }

    void started(Correlator part) {
        correlator = part;
    }
}

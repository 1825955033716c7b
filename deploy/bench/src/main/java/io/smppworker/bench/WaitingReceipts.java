package io.smppworker.bench;

import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.provider.ProviderProcess;
import io.smppworker.sandbox.provider.SimulatedProvider;
import io.smppworker.sandbox.worker.WorkerYaml;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A provider without a throttle at which receipts wait, because the worker only transmits, until it is started again as one
 * that receives. Not thread-safe.
 */
final class WaitingReceipts implements AutoCloseable {
    private static final Duration BOUND = Duration.ofMinutes(30);

    private final Site site;
    private final int messages;
    private final ProviderProcess provider;

    WaitingReceipts(Site site) {
        this.site = site;
        this.messages = site.settings().outstanding();
        this.provider = site.provider(ProviderConfig.defaults()
                .unlimited()
                .withReceiptDelay(Duration.ZERO, Duration.ZERO)
                .withDelivery(Duration.ofMinutes(1), ProviderConfig.defaults().deliverWindow()));
    }

    SimulatedProvider provider() {
        return provider.client();
    }

    /** The worker that only transmits. */
    WorkerYaml transmitting() {
        return yaml("transmitter");
    }

    /** The same one, with its state, that also receives. */
    WorkerYaml receiving() {
        return yaml("transceiver");
    }

    private WorkerYaml yaml(String bindType) {
        return site.yaml("worker-1", provider)
                .set("account.throttle", Site.NO_THROTTLE)
                .set("account.binds", Map.of(bindType, ProviderConfig.defaults().bindsPerServer()));
    }

    /** Waits until so many of all messages are counted, while the worker lives. */
    void awaitCount(BenchWorker worker, String what, int count, LongSupplier counted) {
        site.await(
                BOUND, () -> String.format(Locale.ROOT, "%,d of %,d %s", counted.getAsLong(), messages, what), () -> {
                    worker.checkAlive();
                    return counted.getAsLong() >= count;
                });
    }

    Discrepancies discrepancies(ReceiptsSeen seen) {
        return Discrepancies.of(messages - seen.delivered(), seen, provider.client());
    }

    @Override
    public void close() {
        provider.close();
    }
}

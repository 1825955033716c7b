package io.smppworker.sandbox.faults;

import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.worker.WorkerYaml;
import java.time.Duration;

/** The timeouts and sizes that all parts of the suite agree on: short, so that many faults fit into a run. */
final class FaultSetting {
    static final int WORKERS = 3;
    /** About 100 submit_sm/s of the 200 that the provider takes: room to catch up. */
    static final int REQUESTS_PER_SECOND = 80;
    /** After which the group gives a silent worker's slots away: the workers' {@code kafka.sessionTimeout}. */
    static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);
    /** From SIGTERM to the end of the process: {@code account.timers.drain}, and what a worker allows itself beyond. */
    static final Duration DRAIN_BOUND = Duration.ofSeconds(40);

    private FaultSetting() {}

    /** The documented service that notices dead sessions and unanswered receipts sooner. */
    static ProviderConfig provider(long seed) {
        return ProviderConfig.defaults()
                .withSeed(seed)
                .withOctetsKept(false)
                .withEnquireLink(Duration.ofSeconds(5))
                .withDelivery(Duration.ofSeconds(3), 10);
    }

    /** Shorter timers; a local address of its own distinguishes it in the provider's log. */
    static WorkerYaml worker(WorkerYaml yaml, String localAddress) {
        return yaml.set("kafka.sessionTimeout", SESSION_TIMEOUT.toSeconds() + "s")
                .set("account.localAddress", localAddress)
                .set("account.timers.connect", "5s")
                .set("account.timers.bind", "5s")
                .set("account.timers.enquireLink", "5s")
                .set("account.timers.response", "5s")
                .set("account.timers.drain", "3s");
    }
}

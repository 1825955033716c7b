package io.smppworker.correlate;

import io.smppworker.config.WorkerConfig;
import io.smppworker.schemas.DeliveryRecord;
import io.smppworker.schemas.Inbound;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.SubmissionRecord;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/** The correlator's folds with Kafka's queues between them, each drained at its own whim. */
public final class SteppedCorrelator {
    private final FoldsInMemory folds;

    /** @param partitions of both input topics */
    public SteppedCorrelator(WorkerConfig config, int partitions) {
        folds = new FoldsInMemory(
                CorrelatorSettings.of(config, new CorrelatorSettings.Partitions(partitions, partitions)));
    }

    public void take(SubmissionRecord entry) {
        folds.journal(entry);
    }

    public void take(DeliveryRecord entry) {
        folds.deliver(entry);
    }

    /** Perhaps lets one of the queues go on by one. */
    public void perhapsStep(RandomGenerator random) {
        folds.perhapsStep(random);
    }

    /** All that was published once everything taken is folded. */
    public List<Receipt> drained() {
        return folds.drained();
    }

    /** All that was published once whatever is still parked at its id is given up, as it is that time. */
    public List<Receipt> expired(Instant now) {
        return folds.expired(now);
    }

    /** The inbound messages that were published. */
    public List<Inbound> inbound() {
        return folds.inbound();
    }
}

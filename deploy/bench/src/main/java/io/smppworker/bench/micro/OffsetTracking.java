package io.smppworker.bench.micro;

import io.smppworker.journal.Offsets;
import io.smppworker.message.Lane;
import io.smppworker.message.LanePartition;
import io.smppworker.message.Source;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How far a partition of a lane is: one request taken, journalled twice, finished, with a hundred others in flight. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class OffsetTracking {
    private static final int IN_FLIGHT = 100;

    private final LanePartition partition = new LanePartition(Lane.BULK, 0);
    private final Offsets offsets = new Offsets();
    private long next;

    /** Owns the partition. */
    public OffsetTracking() {
        offsets.own(partition, 0);
        while (next < IN_FLIGHT) {
            offsets.taken(source(next++));
        }
    }

    private static Source source(long offset) {
        return new Source(Lane.BULK, "sms.outbound", 0, offset);
    }

    /** What would be committed after each request. */
    @Benchmark
    public @Nullable OffsetAndMetadata request() {
        offsets.taken(source(next));
        Source done = source(next - IN_FLIGHT);
        offsets.journalled(done, 0, 2 * next);
        offsets.journalled(done, 0, 2 * next + 1);
        offsets.finished(done);
        next++;
        return offsets.position(partition, 0);
    }
}

package io.smppworker.intake;

import io.smppworker.outbound.Outbound;
import io.smppworker.outbound.OutboundListener;
import io.smppworker.throttle.SlotPlan;
import java.util.concurrent.atomic.AtomicInteger;

/** A worker's intake, without the thread that runs it. */
public final class SteppedIntake {
    private final IntakeLoop loop;

    /** @param firstReference the concatenation reference before the first of this worker */
    public SteppedIntake(
            KafkaPorts kafka, Outbound outbound, OutboundListener listener, SlotPlan plan, int firstReference) {
        loop = kafka.intakeLoop(outbound, listener, plan, new AtomicInteger(firstReference), () -> {});
    }

    /** See {@link IntakeLoop#step}. */
    public boolean step() {
        return loop.step();
    }

    /** Lets it give everything up in order, over the next steps. */
    public void stop() {
        loop.stop();
    }

    /** Leaves the group. */
    public void close() {
        loop.close();
    }
}

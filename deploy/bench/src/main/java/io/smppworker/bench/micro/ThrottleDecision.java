package io.smppworker.bench.micro;

import io.smppworker.throttle.ServerPacer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One submit_sm under a server's throttle, in virtual time: asked for, sent, answered a millisecond later. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ThrottleDecision {
    /** Of a slot: the contract's for all of a server, and one far beyond it. */
    @Param({"50", "5000"})
    public int perSecond;

    private final ServerPacer pacer = new ServerPacer();
    private long now;

    @Benchmark
    public long submit() {
        if (now == 0) {
            pacer.gain(0, perSecond, now);
            now = TimeUnit.SECONDS.toNanos(10);
        }
        now = Math.max(now, pacer.nextSendNanos(now));
        long ticket = pacer.send(now);
        now += TimeUnit.MILLISECONDS.toNanos(1);
        pacer.answered(ticket, now);
        return ticket;
    }
}

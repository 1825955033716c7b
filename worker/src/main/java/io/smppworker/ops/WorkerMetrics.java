package io.smppworker.ops;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.LockFreeExponentiallyDecayingReservoir;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import com.codahale.metrics.jvm.BufferPoolMetricSet;
import com.codahale.metrics.jvm.GarbageCollectorMetricSet;
import com.codahale.metrics.jvm.MemoryUsageGaugeSet;
import io.smppworker.message.SubmitOutcome;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Every metric of a worker, by name in one place. Thread-safe; counting never blocks.
 *
 * <p>While nothing is under way, these hold; under load the left side is ahead by what is under way:
 *
 * <pre>
 * requests.taken     = requests.rejected + requests.repeated + requests.expired
 *                    + requests.accepted + requests.in.doubt
 * segments.submitted = segments.accepted + segments.refused + segments.not.sent + segments.in.doubt
 * segments.refused  &gt;= segments.throttled
 * deliveries.received &gt;= deliveries.stored &gt;= deliveries.acknowledged
 * </pre>
 *
 * <p>A delivery that was received but not stored, or stored but not acknowledged, comes again from the provider, so in
 * the last line a lasting difference means trouble with Kafka or with the binds, never a loss.
 */
public final class WorkerMetrics {
    private static final int ESME_RMSGQFUL = 0x14;
    private static final int ESME_RTHROTTLED = 0x58;

    private final MetricRegistry registry = new MetricRegistry();
    private final Map<Count, Counter> counters = new EnumMap<>(Count.class);
    private final Map<Span, Timer> timers = new EnumMap<>(Span.class);
    private final Map<String, Map<String, Supplier<? extends Number>>> serverGauges = new ConcurrentSkipListMap<>();

    public WorkerMetrics() {
        for (Count count : Count.values()) {
            counters.put(count, registry.counter(count.metricName()));
        }
        for (Span span : Span.values()) {
            timers.put(
                    span,
                    registry.register(
                            span.metricName(),
                            new Timer(LockFreeExponentiallyDecayingReservoir.builder()
                                    .build())));
        }
        registry.registerAll("jvm.memory", new MemoryUsageGaugeSet());
        registry.registerAll("jvm.gc", new GarbageCollectorMetricSet());
        registry.registerAll("jvm.buffers", new BufferPoolMetricSet(ManagementFactory.getPlatformMBeanServer()));
        gauge("jvm.threads", () -> ManagementFactory.getThreadMXBean().getThreadCount());
    }

    /** Counts one. */
    public void count(Count count) {
        counter(count).inc();
    }

    /** Counts what a submit_sm came to; {@link Count#SEGMENTS_SUBMITTED} was counted when it was handed to the bind. */
    public void count(SubmitOutcome outcome) {
        if (outcome instanceof SubmitOutcome.Accepted) {
            count(Count.SEGMENTS_ACCEPTED);
        } else if (outcome instanceof SubmitOutcome.Refused refused) {
            count(Count.SEGMENTS_REFUSED);
            if (refused.commandStatus() == ESME_RTHROTTLED || refused.commandStatus() == ESME_RMSGQFUL) {
                count(Count.SEGMENTS_THROTTLED);
            }
        } else if (outcome instanceof SubmitOutcome.NotSent) {
            count(Count.SEGMENTS_NOT_SENT);
        } else {
            count(Count.SEGMENTS_IN_DOUBT);
        }
    }

    /** The value of a counter since the start of the process. */
    public long total(Count count) {
        return counter(count).getCount();
    }

    /** Records how long something took. */
    public void took(Span span, long nanos) {
        Timer timer = timers.get(span);
        if (timer != null) {
            timer.update(nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** Registers a value that is read whenever metrics are asked for, on the admin thread. */
    public void gauge(String name, Supplier<? extends Number> value) {
        registry.register(name, new Reading(value));
    }

    /**
     * Registers a value of one server, exported with the label {@code server}. Not in the {@link #registry()}, which knows
     * no labels.
     *
     * @param what what it is, such as {@code binds}
     * @throws IllegalArgumentException when there is one already
     */
    public void serverGauge(String server, String what, Supplier<? extends Number> value) {
        Supplier<? extends Number> before = serverGauges
                .computeIfAbsent(what, unknown -> new ConcurrentSkipListMap<>())
                .putIfAbsent(server, value);
        if (before != null) {
            throw new IllegalArgumentException("there is a gauge " + what + " of " + server + " already");
        }
    }

    /** For Kafka's or Streams' own metrics, and for the exporter. */
    public MetricRegistry registry() {
        return registry;
    }

    /** By what they are, then by server. */
    Map<String, Map<String, Supplier<? extends Number>>> serverGauges() {
        return serverGauges;
    }

    /** A named type, because the exporter prints it. */
    private record Reading(Supplier<? extends Number> value) implements Gauge<Number> {
        @Override
        public Number getValue() {
            return value.get();
        }
    }

    private Counter counter(Count count) {
        return counters.computeIfAbsent(count, missing -> registry.counter(missing.metricName()));
    }
}

package io.smppworker.simulation;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;

/** The dispatcher's thread, as the worker's EventLoop: events in their order, then pump, which says when it is due again. */
final class SimulatedDispatcher implements Executor {
    private static final int BATCH = 256;

    private final SimulatedProcess process;
    private final Runnable afterTurn;
    private final Consumer<Throwable> fatal;
    private final Queue<Runnable> events = new ArrayDeque<>();
    private LongUnaryOperator pump = now -> Long.MAX_VALUE;
    private long turnNanos = Long.MAX_VALUE;
    private boolean begun;

    SimulatedDispatcher(SimulatedProcess process, Runnable afterTurn, Consumer<Throwable> fatal) {
        this.process = process;
        this.afterTurn = afterTurn;
        this.fatal = fatal;
    }

    void start(LongUnaryOperator pumped) {
        pump = pumped;
        begun = true;
        plan(process.world().nanos());
    }

    @Override
    public void execute(Runnable event) {
        events.add(event);
        if (begun) {
            plan(process.world().nanos());
        }
    }

    private void plan(long when) {
        if (when < turnNanos) {
            turnNanos = when;
            process.later(Math.max(0, when - process.world().nanos()), () -> {
                if (turnNanos == when) {
                    turnNanos = Long.MAX_VALUE;
                    turn();
                }
            });
        }
    }

    private void turn() {
        try {
            for (int i = 0; i < BATCH && !events.isEmpty(); i++) {
                events.remove().run();
            }
            long wake = pump.applyAsLong(process.world().nanos());
            afterTurn.run();
            if (!events.isEmpty()) {
                plan(process.world().nanos());
            } else if (wake != Long.MAX_VALUE) {
                plan(wake);
            }
        } catch (RuntimeException e) {
            fatal.accept(e);
        }
    }
}

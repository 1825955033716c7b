package io.smppworker.simulation;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** One thread of a simulated process: runs its tasks in their order, one at a time. */
final class SimulatedThread extends AbstractExecutorService implements ScheduledExecutorService {
    private final SimulatedProcess process;
    private final Runnable afterTask;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private long blockedNanos;
    private boolean awake;
    private boolean shutdown;

    /** @param afterTask runs after every task */
    SimulatedThread(SimulatedProcess process, Runnable afterTask) {
        this.process = process;
        this.afterTask = afterTask;
    }

    @Override
    public void execute(Runnable task) {
        if (shutdown) {
            throw new RejectedExecutionException("shut down");
        }
        tasks.add(task);
        wake();
    }

    /** The task at hand waits so long for something: the next one begins no earlier. */
    void block(long nanos) {
        blockedNanos = process.world().nanos() + nanos;
    }

    private void wake() {
        if (!awake) {
            awake = true;
            process.later(Math.max(0, blockedNanos - process.world().nanos()), this::runNext);
        }
    }

    private void runNext() {
        awake = false;
        Runnable task = tasks.poll();
        if (task != null) {
            task.run();
            afterTask.run();
        }
        if (!tasks.isEmpty()) {
            wake();
        }
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        process.later(unit.toNanos(delay), () -> {
            if (!shutdown) {
                execute(task);
            }
        });
        return new Later(task);
    }

    /** Nobody waits for it or cancels it. */
    private static final class Later extends FutureTask<Void> implements ScheduledFuture<Void> {
        Later(Runnable task) {
            super(task, null);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int compareTo(Delayed other) {
            throw new UnsupportedOperationException();
        }
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initialDelay, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    /** Never runs: what a worker repeats by itself only reports to people. */
    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initialDelay, long delay, TimeUnit unit) {
        return new Later(task);
    }

    @Override
    public void shutdown() {
        shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        List<Runnable> left = List.copyOf(tasks);
        tasks.clear();
        return left;
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown && tasks.isEmpty();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isTerminated();
    }
}

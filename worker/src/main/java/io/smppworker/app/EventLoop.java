package io.smppworker.app;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/**
 * The dispatcher's thread: runs the events handed to it, in order, one at a time, and calls {@code pump} after each batch and
 * when the time that pump asked for has come. {@link #execute} may be called from any thread and never blocks.
 */
final class EventLoop implements Executor {
    /** Events that may run before pump gets its turn. */
    private static final int BATCH = 256;

    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final LongSupplier ticker;
    private final Consumer<Throwable> fatal;
    private volatile boolean stopping;
    private final Thread thread;
    private LongUnaryOperator pump = now -> Long.MAX_VALUE;

    /** @param fatal receives what an event or pump throws; the thread then ends, because going on could break a guarantee */
    EventLoop(String name, LongSupplier ticker, Consumer<Throwable> fatal) {
        this.ticker = ticker;
        this.fatal = fatal;
        this.thread = new Thread(this::run, name);
    }

    @Override
    public void execute(Runnable event) {
        events.add(event);
    }

    /** @param pump does what is due at the given time and returns when it wants to be called again */
    void start(LongUnaryOperator pump) {
        this.pump = pump;
        thread.start();
    }

    private void run() {
        try {
            long wake = ticker.getAsLong();
            while (!stopping) {
                Runnable event = wake == Long.MAX_VALUE
                        ? events.take()
                        : events.poll(Math.max(0, wake - ticker.getAsLong()), TimeUnit.NANOSECONDS);
                for (int i = 0; event != null; event = ++i < BATCH ? events.poll() : null) {
                    event.run();
                }
                wake = pump.applyAsLong(ticker.getAsLong());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            fatal.accept(e);
        }
    }

    /** Ends the thread after the event at hand. */
    void stop() {
        stopping = true;
        execute(() -> {});
    }
}

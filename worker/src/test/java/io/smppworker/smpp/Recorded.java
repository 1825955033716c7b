package io.smppworker.smpp;

import io.smppworker.message.DeliverSm;
import io.smppworker.message.SubmitOutcome;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Keeps all that a session reports to its owner, in that order. */
final class Recorded implements SessionListener {
    record Delivered(DeliverSm deliverSm, IntConsumer reply) {}

    final BlockingQueue<Delivered> delivered = new LinkedBlockingQueue<>();
    final BlockingQueue<SubmitOutcome> late = new LinkedBlockingQueue<>();
    final BlockingQueue<String> closed = new LinkedBlockingQueue<>();
    final BlockingQueue<SubmitOutcome> outcomes = new LinkedBlockingQueue<>();
    final AtomicInteger windowChanges = new AtomicInteger();

    /** Every event by name, to see their order. */
    final List<String> events = new CopyOnWriteArrayList<>();

    @Override
    public void delivered(DeliverSm deliverSm, IntConsumer reply) {
        events.add("delivered");
        delivered.add(new Delivered(deliverSm, reply));
    }

    @Override
    public void windowChanged() {
        windowChanges.incrementAndGet();
    }

    @Override
    public void closed(String reason) {
        events.add("closed");
        closed.add(reason);
    }

    /** To be given to a submit. */
    SubmitListener outcome() {
        return new SubmitListener() {
            @Override
            public void settled(SubmitOutcome outcome) {
                events.add(outcome.getClass().getSimpleName());
                outcomes.add(outcome);
            }

            @Override
            public void late(SubmitOutcome outcome) {
                events.add("late");
                late.add(outcome);
            }
        };
    }

    /** The next of a kind; waits for it. */
    static <T> T next(BlockingQueue<T> queue) {
        try {
            T next = queue.poll(10, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing recorded");
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}

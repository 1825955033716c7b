package io.smppworker.sandbox.provider;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The provider's queue of deliver_sm. Each goes over a random receiver-capable session on any server that has room, and
 * over another one when it comes back; while no receiver is bound they are kept, at most a million, the oldest dropped
 * first. Thread-safe; sessions are called without the lock.
 */
final class DeliverDesk {
    private static final int MOST_KEPT = 1_000_000;

    /** A session that can carry deliver_sm. */
    interface Receiver {
        int id();

        /** Whether the server still talks to it. */
        boolean reachable();

        /** Sends it and, in time, calls {@link #acknowledged} or {@link #returned}. */
        void carry(PendingDelivery delivery);
    }

    private static final class Lane {
        final Receiver receiver;
        int outstanding;

        Lane(Receiver receiver) {
            this.receiver = receiver;
        }
    }

    private record Hand(Receiver receiver, PendingDelivery delivery) {}

    private final PduLog log;
    private final int window;
    private final SplittableRandom random;
    private final AtomicLong numbers = new AtomicLong();
    private final ArrayDeque<PendingDelivery> due = new ArrayDeque<>();
    private final List<Lane> lanes = new ArrayList<>();

    DeliverDesk(PduLog log, int window, SplittableRandom random) {
        this.log = log;
        this.window = window;
        this.random = random;
    }

    /** Makes a delivery known; it is sent once {@link #due} is called with it. */
    PendingDelivery create(DeliverSmFields fields, String messageId, int submitEntry) {
        log.totals(fields.receipt()).created.increment();
        return new PendingDelivery(numbers.incrementAndGet(), fields, messageId, submitEntry);
    }

    void due(PendingDelivery delivery) {
        synchronized (this) {
            due.add(delivery);
            if (due.size() > MOST_KEPT) {
                log.totals(due.remove().fields.receipt()).dropped.increment();
            }
        }
        handOut();
    }

    void bound(Receiver receiver) {
        synchronized (this) {
            lanes.add(new Lane(receiver));
        }
        handOut();
    }

    /** The session takes no more; what it still carries it returns itself. */
    void unbound(Receiver receiver) {
        synchronized (this) {
            lanes.removeIf(lane -> lane.receiver == receiver);
        }
    }

    void acknowledged(Receiver receiver, PendingDelivery delivery) {
        log.totals(delivery.fields.receipt()).acknowledged.increment();
        released(receiver);
        handOut();
    }

    /** Not answered in time, or the session has gone: due again, before those that were never sent. */
    void returned(Receiver receiver, PendingDelivery delivery) {
        synchronized (this) {
            released(receiver);
            due.addFirst(delivery);
        }
        handOut();
    }

    /** Answered with an error: the session has room again, the delivery is the caller's to make due later. */
    synchronized void released(Receiver receiver) {
        for (Lane lane : lanes) {
            if (lane.receiver == receiver) {
                lane.outstanding--;
            }
        }
    }

    /** Gives what is due to sessions with room; also to be called when a session becomes reachable again. */
    void handOut() {
        List<Hand> hands = new ArrayList<>();
        synchronized (this) {
            while (!due.isEmpty()) {
                Lane lane = choose(due.element().lastSession);
                if (lane == null) {
                    break;
                }
                PendingDelivery delivery = due.remove();
                delivery.lastSession = lane.receiver.id();
                lane.outstanding++;
                hands.add(new Hand(lane.receiver, delivery));
            }
        }
        hands.forEach(hand -> hand.receiver.carry(hand.delivery));
    }

    /** One at random with room, not the one that had it last unless there is no other. */
    private @Nullable Lane choose(int lastSession) {
        Lane chosen = null;
        int candidates = 0;
        Lane last = null;
        for (Lane lane : lanes) {
            if (lane.outstanding >= window || !lane.receiver.reachable()) {
                continue;
            }
            if (lane.receiver.id() == lastSession) {
                last = lane;
            } else if (random.nextInt(++candidates) == 0) {
                chosen = lane;
            }
        }
        return chosen == null ? last : chosen;
    }
}

package io.smppworker.inbound;

import io.smppworker.message.BindPoint;
import io.smppworker.message.CommandStatus;
import io.smppworker.message.DeliverSm;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/**
 * Hands deliver_sm from the sessions' threads to the thread that reads and stores them, and bounds those received and not
 * yet stored: by number, by octets and by time. A deliver_sm beyond a bound is refused with ESME_RX_T_APPN, and the
 * provider sends it again. Thread-safe; never blocks.
 */
public final class BoundedIntake {
    /** Deliveries that may be on their way to storage. */
    public static final int MOST_OUTSTANDING = 4_000;

    /** Octets of their PDUs; in memory they take several times as much. */
    public static final long MOST_OCTETS = 8L * 1024 * 1024;

    private final DeliveryIntake intake;
    private final Executor executor;
    private final LongSupplier ticker;
    private final long storeNanos;
    private int outstanding;
    private long octets;

    /**
     * @param executor runs the reading and storing
     * @param ticker monotonic clock, in nanoseconds
     * @param store how long a delivery may wait for its turn
     */
    public BoundedIntake(DeliveryIntake intake, Executor executor, LongSupplier ticker, Duration store) {
        this.intake = intake;
        this.executor = executor;
        this.ticker = ticker;
        this.storeNanos = store.toNanos();
    }

    /**
     * Takes one deliver_sm.
     *
     * @param reply sends deliver_sm_resp with a command_status; called exactly once, on any thread
     */
    public void accept(BindPoint bind, DeliverSm pdu, IntConsumer reply) {
        int size = pdu.raw().length;
        if (!take(size)) {
            reply.accept(CommandStatus.ESME_RX_T_APPN);
            return;
        }
        long arrivedNanos = ticker.getAsLong();
        IntConsumer last = commandStatus -> {
            giveBack(size);
            reply.accept(commandStatus);
        };
        try {
            executor.execute(() -> {
                if (ticker.getAsLong() - arrivedNanos >= storeNanos) {
                    last.accept(CommandStatus.ESME_RX_T_APPN);
                } else {
                    intake.accept(bind, pdu, last);
                }
            });
        } catch (RejectedExecutionException stopping) {
            last.accept(CommandStatus.ESME_RX_T_APPN);
        }
    }

    /** A single one is taken whatever its size. */
    private synchronized boolean take(int size) {
        if (outstanding > 0 && (outstanding >= MOST_OUTSTANDING || octets + size > MOST_OCTETS)) {
            return false;
        }
        outstanding++;
        octets += size;
        return true;
    }

    private synchronized void giveBack(int size) {
        outstanding--;
        octets -= size;
    }
}

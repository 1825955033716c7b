package io.smppworker.outbound;

import io.smppworker.message.SegmentResult;
import io.smppworker.message.Verdict;
import java.util.function.LongSupplier;

/** A journal that reports how long its writes take. Thread-safe as the journal is. */
public final class TimedJournal implements Journal {
    private final Journal journal;
    private final OutboundListener listener;
    private final LongSupplier ticker;

    /** @param ticker nanoseconds, the data path's */
    public TimedJournal(Journal journal, OutboundListener listener, LongSupplier ticker) {
        this.journal = journal;
        this.listener = listener;
        this.ticker = ticker;
    }

    @Override
    public void submitting(OutboundMessage message, Runnable stored) {
        long startNanos = ticker.getAsLong();
        journal.submitting(message, () -> {
            long now = ticker.getAsLong();
            listener.announced(message, now - message.takenNanos(), now - startNanos);
            stored.run();
        });
    }

    @Override
    public void outcome(OutboundMessage message, SegmentResult result, Runnable stored) {
        long startNanos = ticker.getAsLong();
        journal.outcome(message, result, () -> {
            listener.outcomeStored(message, result.index(), ticker.getAsLong() - startNanos);
            stored.run();
        });
    }

    @Override
    public void ended(OutboundMessage message, Verdict verdict, Runnable stored) {
        journal.ended(message, verdict, stored);
    }

    @Override
    public void withdrawn(OutboundMessage message, Runnable stored) {
        journal.withdrawn(message, stored);
    }
}

package io.smppworker.sandbox.provider;

import java.util.concurrent.atomic.LongAdder;

/** Counts one kind of deliver_sm. Thread-safe. */
final class DeliverTotals {
    final LongAdder created = new LongAdder();
    final LongAdder sent = new LongAdder();
    final LongAdder attempts = new LongAdder();
    final LongAdder acknowledged = new LongAdder();
    final LongAdder dropped = new LongAdder();

    DeliverCounts counts() {
        long done = acknowledged.sum();
        long lost = dropped.sum();
        long first = sent.sum();
        long all = created.sum();
        return new DeliverCounts(all, first, attempts.sum(), done, all - done - lost, lost);
    }
}

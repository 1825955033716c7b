package io.smppworker.bench;

import io.smppworker.sandbox.provider.SimulatedProvider;

/**
 * What must not be in any scenario.
 *
 * @param lost messages without a final delivery receipt
 * @param duplicates submit_sm accepted more than once, and final delivery receipts beyond a message's first
 * @param unmatched receipts of no known message
 */
record Discrepancies(long lost, long duplicates, long unmatched) {
    static final Discrepancies NONE = new Discrepancies(0, 0, 0);

    static Discrepancies of(long lost, ReceiptsSeen seen, SimulatedProvider provider) {
        return new Discrepancies(lost, seen.repeated() + provider.summary().duplicateAcceptances(), seen.strange());
    }

    Discrepancies plus(Discrepancies other) {
        return new Discrepancies(lost + other.lost, duplicates + other.duplicates, unmatched + other.unmatched);
    }
}

package io.smppworker.bench;

/**
 * What must not be in any scenario.
 *
 * @param lost messages without a final delivery receipt
 * @param duplicates submit_sm accepted more than once, and final delivery receipts beyond a message's first
 * @param unmatched receipts of no known message
 */
record Ledger(long lost, long duplicates, long unmatched) {
    static final Ledger CLEAN = new Ledger(0, 0, 0);

    Ledger plus(Ledger other) {
        return new Ledger(lost + other.lost, duplicates + other.duplicates, unmatched + other.unmatched);
    }
}

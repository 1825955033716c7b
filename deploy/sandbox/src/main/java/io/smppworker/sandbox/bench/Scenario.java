package io.smppworker.sandbox.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can be measured, in the order in which it is. */
enum Scenario {
    /** From a receipt's deliver_sm at the provider to its record on sms.receipts, at the contract's rate. */
    RECEIPTS,
    /** What a messageId costs that is remembered, so that it is not sent again. */
    MEMORY,
    /** Many outstanding messages: the size of their state, how soon it is there again, and their receipts all at once. */
    DRAIN;

    /**
     * Measures.
     *
     * @throws IllegalStateException when it can not be carried through
     */
    void run(Site site, BenchReport report) {
        report.begin(key());
        switch (this) {
            case RECEIPTS -> ReceiptLatency.measure(site, report);
            case MEMORY -> RememberedIds.measure(site, report);
            case DRAIN -> Outstanding.measure(site, report);
        }
    }

    /** Its name in {@code bench.only}. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static String keys() {
        return Arrays.stream(values()).map(Scenario::key).collect(Collectors.joining(", "));
    }
}

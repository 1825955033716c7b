package io.smppworker.sandbox.bench;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What can be measured, in the order in which it is. */
enum Scenario {
    /** How much of the contract's rate one worker and many use, and whether they keep to it. */
    FILL("fill"),
    /** The same on a network that delays. */
    NOISY_FILL("noisyFill"),
    /** From producing a request to its submit_sm, at a part of the contract's rate. */
    LATENCY("latency"),
    /** The same for urgent requests beside a backlog. */
    URGENT("urgent"),
    /** From a receipt's deliver_sm at the provider to its record on sms.receipts, at the contract's rate. */
    RECEIPTS("receipts"),
    /** What a messageId costs that is remembered, so that it is not sent again. */
    MEMORY("memory"),
    /** Many outstanding messages: the size of their state, how soon it is there again, and their receipts all at once. */
    DRAIN("drain");

    private final String key;

    Scenario(String key) {
        this.key = key;
    }

    /**
     * Measures.
     *
     * @throws IllegalStateException when it can not be carried through
     */
    void run(Site site, BenchReport report) {
        report.begin(key());
        switch (this) {
            case FILL -> Fill.measure(site, report);
            case NOISY_FILL -> Fill.measureNoisy(site, report);
            case LATENCY -> SubmitLatency.measure(site, report);
            case URGENT -> SubmitLatency.measureUrgent(site, report);
            case RECEIPTS -> ReceiptLatency.measure(site, report);
            case MEMORY -> RememberedIds.measure(site, report);
            case DRAIN -> Outstanding.measure(site, report);
        }
    }

    /** Its name in {@code bench.only}. */
    String key() {
        return key;
    }

    static String keys() {
        return Arrays.stream(values()).map(Scenario::key).collect(Collectors.joining(", "));
    }
}

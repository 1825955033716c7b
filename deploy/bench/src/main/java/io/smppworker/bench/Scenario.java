package io.smppworker.bench;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What can be measured, in the order in which it is. */
enum Scenario {
    /** How much of the contract's rate one worker and many use, and whether they keep to it. */
    FILL("fill"),
    /** The same on a network that delays. */
    NOISY_FILL("noisyFill"),
    /** One worker without limits, beside what bounds it and what is used in its place. */
    CEILING("ceiling"),
    /** From producing a request to its submit_sm, at a part of the contract's rate. */
    LATENCY("latency"),
    /** The same for urgent requests beside a backlog. */
    URGENT("urgent"),
    /** From a receipt's deliver_sm at the provider to its record on sms.receipts, at the contract's rate. */
    RECEIPTS("receipts"),
    /** Many outstanding messages: how soon their state is there again, and their receipts all at once. */
    DRAIN("drain"),
    /** What idling, and the contract's rate held for a while, cost worker and broker. */
    STEADY("steady"),
    /** What a message costs in processor time, memory and disk in a full pipe, and how that grows with those outstanding. */
    COST("cost"),
    /** What a message costs as the contract grows, in rate and in bind slots. */
    SCALING("scaling"),
    /** A worker starts with a deep backlog, on a JVM as it comes and on one with an archive of an earlier one. */
    START("start"),
    /** A worker is killed; and all of a fleet are restarted, one after the other. */
    RECOVERY("recovery");

    private final String key;

    Scenario(String key) {
        this.key = key;
    }

    /**
     * Measures.
     *
     * @throws IllegalStateException when it cannot be carried through
     */
    void run(Site site, BenchReport report) {
        switch (this) {
            case FILL -> Fill.measure(site, report);
            case NOISY_FILL -> Fill.measureNoisy(site, report);
            case CEILING -> Ceiling.measure(site, report);
            case LATENCY -> SubmitLatency.measure(site, report);
            case URGENT -> SubmitLatency.measureUrgent(site, report);
            case RECEIPTS -> ReceiptLatency.measure(site, report);
            case DRAIN -> Outstanding.measure(site, report);
            case STEADY -> Steady.measure(site, report);
            case COST -> Cost.measure(site, report);
            case SCALING -> Scaling.measure(site, report);
            case START -> Start.measure(site, report);
            case RECOVERY -> Recovery.measure(site, report);
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

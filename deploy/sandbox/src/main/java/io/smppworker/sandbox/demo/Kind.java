package io.smppworker.sandbox.demo;

/** The kinds of request in the demo's traffic; {@code weight} of the 100 weights' sum of each. */
enum Kind {
    SHORT(64, "", Fate.DELIVERED),
    LONG(8, "", Fate.DELIVERED),
    UNICODE(6, "", Fate.DELIVERED),
    LONG_UNICODE(2, "", Fate.DELIVERED),
    EMOJI(3, "", Fate.DELIVERED),
    RECEIPT_BEFORE_RESPONSE(2, "9006", Fate.DELIVERED),
    RECEIPT_TWICE(2, "9007", Fate.DELIVERED),
    UNDELIVERABLE(3, "9001", Fate.UNDELIVERED),
    EXPIRED(2, "9002", Fate.UNDELIVERED),
    BLOCKED(1, "9003", Fate.UNDELIVERED),
    NOT_ENABLED(2, "97011", Fate.REFUSED),
    NOT_JSON(1, "", Fate.DEAD_LETTER),
    WRONG_FIELD(2, "", Fate.DEAD_LETTER),
    UNENCODABLE(1, "", Fate.DEAD_LETTER),
    TOO_LONG(1, "", Fate.DEAD_LETTER);

    private final int weight;
    private final String destinationSuffix;
    private final Fate fate;

    Kind(int weight, String destinationSuffix, Fate fate) {
        this.weight = weight;
        this.destinationSuffix = destinationSuffix;
        this.fate = fate;
    }

    int weight() {
        return weight;
    }

    /** The last digits of the destination, by which the simulated provider chooses the outcome. */
    String destinationSuffix() {
        return destinationSuffix;
    }

    Fate fate() {
        return fate;
    }
}

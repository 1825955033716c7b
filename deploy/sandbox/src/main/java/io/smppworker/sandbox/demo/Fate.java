package io.smppworker.sandbox.demo;

/** What must become of a request. */
enum Fate {
    /** Accepted, and delivered to the handset. */
    DELIVERED,
    /** Accepted, and given up by the network. */
    UNDELIVERED,
    /** Refused by the provider. */
    REFUSED,
    /** Never submitted: a dead letter. */
    DEAD_LETTER;

    boolean accepted() {
        return this == DELIVERED || this == UNDELIVERED;
    }
}

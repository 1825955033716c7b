package io.smppworker.correlate;

import io.smppworker.schemas.Receipt;

/** What an event of a message led to. */
sealed interface MessageOutcome {
    /** Something to tell who sent the request. */
    record Told(Receipt receipt) implements MessageOutcome {}

    /** Something to go on with at an SMSC message id; keyed by the canonical id. */
    record AtId(IdEvent event) implements MessageOutcome {}
}

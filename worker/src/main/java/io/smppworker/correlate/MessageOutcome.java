package io.smppworker.correlate;

import io.smppworker.schemas.Receipt;

/** The result of an event of a message. */
sealed interface MessageOutcome {
    /** A receipt to publish. */
    record Published(Receipt receipt) implements MessageOutcome {}

    /** An event to process at an SMSC message id; keyed by the canonical id. */
    record AtId(IdEvent event) implements MessageOutcome {}
}

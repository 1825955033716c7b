package io.smppworker.correlate;

import io.smppworker.schemas.Receipt;

/** What became of a receipt at its SMSC message id. */
sealed interface IdOutcome {
    /** It belongs to a segment of a message. */
    record Matched(MessageEvent.Report report) implements IdOutcome {}

    /** It belongs to nothing that is known. */
    record Unmatched(Receipt receipt) implements IdOutcome {}
}

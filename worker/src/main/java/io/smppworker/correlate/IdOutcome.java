package io.smppworker.correlate;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.smppworker.schemas.Receipt;

/** What became of a receipt at its SMSC message id. */
sealed interface IdOutcome {
    /**
     * It belongs to a segment of a message.
     *
     * @param journal the partition of the journal that has the message
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Matched(int journal, MessageEvent.Report report) implements IdOutcome {}

    /** It belongs to nothing that is known. */
    record Unmatched(Receipt receipt) implements IdOutcome {}
}

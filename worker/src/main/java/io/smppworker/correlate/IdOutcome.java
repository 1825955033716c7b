package io.smppworker.correlate;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.smppworker.schemas.Receipt;
import java.time.Duration;

/** What came of an event at its SMSC message id. */
sealed interface IdOutcome {
    /**
     * A receipt belongs to a segment of a message that is folded where the journal has it.
     *
     * @param journal the partition of the journal
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Matched(int journal, MessageEvent.Report report) implements IdOutcome {}

    /** A receipt belongs to nothing that is known. */
    record Unmatched(Receipt receipt) implements IdOutcome {}

    /** It is of a message that is folded here. */
    sealed interface Here extends IdOutcome {}

    /**
     * The message has moved here.
     *
     * @param keepFor how long it is known if nothing comes
     */
    record Arrived(MessageState state, Duration keepFor) implements Here {}

    /** Something was learned of the message. */
    record Learned(MessageEvent event) implements Here {}
}

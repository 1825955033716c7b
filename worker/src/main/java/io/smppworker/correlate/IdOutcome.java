package io.smppworker.correlate;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.smppworker.schemas.Receipt;
import java.time.Duration;

/** The result of an event at its SMSC message id. */
sealed interface IdOutcome {
    /**
     * A receipt belongs to a segment of a message that is folded on its partition of the journal.
     *
     * @param journal the partition of the journal
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Matched(int journal, MessageEvent.Report report) implements IdOutcome {}

    /** A receipt belongs to no known message. */
    record Unmatched(Receipt receipt) implements IdOutcome {}

    /** The event is of a message that is folded at this id. */
    sealed interface Here extends IdOutcome {}

    /**
     * The message has moved to this id.
     *
     * @param keepFor how long it is remembered if no event follows
     */
    record Arrived(MessageState state, Duration keepFor) implements Here {}

    /** An event of the message. */
    record Learned(MessageEvent event) implements Here {}
}

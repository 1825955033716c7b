package io.smppworker.outbound;

import io.smppworker.message.Verdict;

/** How a request that was taken ends here. */
public enum RequestEnd {
    /** Every segment was accepted. */
    ACCEPTED,
    REJECTED,
    EXPIRED,
    IN_DOUBT,
    /** Known from the journal, or its messageId was seen before: not sent again. */
    REPEATED,
    /** Left to another worker. */
    RELEASED;

    public static RequestEnd of(Verdict.Kind kind) {
        return switch (kind) {
            case REJECTED -> REJECTED;
            case EXPIRED -> EXPIRED;
            case IN_DOUBT -> IN_DOUBT;
        };
    }
}

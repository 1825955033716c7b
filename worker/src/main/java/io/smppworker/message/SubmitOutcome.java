package io.smppworker.message;

/** The outcome of one submit_sm. Exactly one for each submission. */
public sealed interface SubmitOutcome {
    /** ESME_ROK. {@code smscMessageId} is exactly as it came, possibly empty. */
    record Accepted(String smscMessageId) implements SubmitOutcome {}

    /** Any other command_status, by submit_sm_resp or by a generic_nack for this sequence number. Not submitted. */
    record Refused(int commandStatus) implements SubmitOutcome {}

    /** No octet of it can have reached the provider: safe to submit again. */
    record NotSent(String reason) implements SubmitOutcome {}

    /** It may or may not have been accepted: response timeout, or the session was lost. */
    record InDoubt(String reason) implements SubmitOutcome {}
}

package io.smppworker.smpp;

/** What a bind attempt came to. */
public sealed interface BindOutcome {
    /** Bound; the link is open. */
    record Bound(SmppLink link) implements BindOutcome {}

    /** The server answered with an error (SMPP 3.4 §4.1.2, §5.1.3). */
    record Refused(int commandStatus) implements BindOutcome {}

    /** No answer to the bind: name, connection, TLS, timeout. */
    record Unreachable(String reason) implements BindOutcome {}
}

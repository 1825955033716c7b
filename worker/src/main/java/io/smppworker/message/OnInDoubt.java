package io.smppworker.message;

/** What to do with a segment that was submitted and whose outcome was lost. */
public enum OnInDoubt {
    RESEND,
    REPORT
}

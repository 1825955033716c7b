package io.smppworker.schemas;

/**
 * One way in which a JSON document breaks its schema. Says where and what is allowed, never what was there, so that it
 * may go into a log or a header.
 *
 * @param pointer JSON pointer of the field; empty for the document itself
 * @param rule what is allowed there, such as {@code "must be 3..20 digits"}
 */
public record Violation(String pointer, String rule) {
    /** {@code "/to: must be 3..20 digits"}; the document itself is {@code "/"}. */
    @Override
    public String toString() {
        return (pointer.isEmpty() ? "/" : pointer) + ": " + rule;
    }
}

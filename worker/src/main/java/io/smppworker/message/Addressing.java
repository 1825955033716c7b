package io.smppworker.message;

/** How the provider is to take the two addresses of a submit_sm. */
public record Addressing(Numbering source, Numbering destination) {
    /** It finds out itself. */
    public static final Addressing UNKNOWN = new Addressing(Numbering.UNKNOWN, Numbering.UNKNOWN);
}

package io.smppworker.message;

/** TON and NPI of the two addresses of a submit_sm. */
public record Addressing(Numbering source, Numbering destination) {
    /** The provider is to find out. */
    public static final Addressing UNKNOWN = new Addressing(Numbering.UNKNOWN, Numbering.UNKNOWN);
}

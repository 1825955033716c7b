package io.smppworker.message;

/** What a request wants sent. */
public sealed interface Content {
    /** Characters, to be coded and segmented. */
    record Text(String text, TextEncoding encoding) implements Content {}

    /**
     * Octets, sent as they are; cut where they are longer than one submit_sm and may be.
     *
     * @param dataCoding 0..255
     * @param esmClass 0..255
     */
    @SuppressWarnings("ArrayRecordComponent") // octets on their way to a socket; never compared
    record Binary(byte[] octets, int dataCoding, int esmClass) implements Content {}
}

package io.smppworker.message;

import org.jspecify.annotations.Nullable;

/** The content of a request. */
public sealed interface Content {
    /**
     * Characters, to be coded and segmented.
     *
     * @param messageClass 0..3 (3GPP TS 23.038 §4); null for none
     */
    record Text(
            String text, TextEncoding encoding, @Nullable Integer messageClass) implements Content {
        /** A text without a message class. */
        public Text(String text, TextEncoding encoding) {
            this(text, encoding, null);
        }
    }

    /**
     * Octets, sent as they are; cut where they are longer than one submit_sm and may be cut.
     *
     * @param dataCoding 0..255
     * @param esmClass 0..255
     * @param messageClass 0..3, in place of the class in dataCoding; null leaves dataCoding as it is
     */
    @SuppressWarnings("ArrayRecordComponent") // octets on their way to a socket; never compared
    record Binary(
            byte[] octets,
            int dataCoding,
            int esmClass,
            @Nullable Integer messageClass) implements Content {
        /** Binary content whose data_coding is sent as it is. */
        public Binary(byte[] octets, int dataCoding, int esmClass) {
            this(octets, dataCoding, esmClass, null);
        }
    }
}

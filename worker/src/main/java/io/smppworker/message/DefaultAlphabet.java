package io.smppworker.message;

/** What data_coding 0 means at a provider: "SMSC Default Alphabet" (SMPP 3.4 §5.2.19), which each chooses for itself. */
public enum DefaultAlphabet {
    /** The GSM 7 bit default alphabet (3GPP TS 23.038 §6.2.1). */
    GSM0338,
    ASCII,
    /** ISO 8859-1. */
    LATIN1,
    UTF8
}

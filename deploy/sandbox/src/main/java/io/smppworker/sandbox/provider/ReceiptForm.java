package io.smppworker.sandbox.provider;

/** What a delivery receipt looks like; all of these are sent by some provider. */
public enum ReceiptForm {
    /** The text of SMPP 3.4 appendix B, with receipted_message_id and message_state beside it. */
    DOCUMENTED,
    /** That text, no TLV. */
    TEXT_ALONE,
    /** {@code id} and {@code stat} of it, no more. */
    BARE_TEXT,
    /** {@code Text:} for {@code text:}. */
    CAPITAL_TEXT,
    /** An {@code err} that is no number. */
    WORD_FOR_ERROR,
    /** Dates of twelve digits. */
    DATES_WITH_SECONDS,
    /** A quoted message that reads like the receipt of another one. */
    QUOTED_RECEIPT,
    /** receipted_message_id and message_state, no text. */
    TLVS_ALONE,
    /** The id in a TLV, the state in the text. */
    ID_IN_TLV,
    /** The id in the text, the state in a TLV. */
    STATE_IN_TLV,
    /** A text that names another id and another state than the TLVs, which are right. */
    TEXT_CONTRADICTS_TLVS,
    /** The text in message_payload. */
    PAYLOAD,
    /** A data_sm. */
    DATA_SM,
    /** data_coding 8, the text in ASCII. */
    ASCII_AS_UCS2,
    /** data_coding 0, the text in UCS-2. */
    UCS2_AS_GSM,
    /** data_coding 8, the text little-endian behind a byte order mark. */
    UCS2_REVERSED,
    /** Dates in SMPP's absolute form, two hours ahead of UTC. */
    ABSOLUTE_DATES,
    /** message_state of another provider's numbering, the state in the text. */
    OWN_MESSAGE_STATE,
    /** esm_class with mode, reply path and user data header indicator set, and no such header. */
    OTHER_ESM_BITS
}

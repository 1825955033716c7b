package io.smppworker.message;

/**
 * One optional parameter (SMPP 3.4 §3.2.4.1).
 *
 * @param tag 0..0xFFFF
 */
@SuppressWarnings("ArrayRecordComponent") // octets on their way to a socket; never compared
public record Tlv(int tag, byte[] value) {
    /** The largest length of a value. */
    public static final int MOST_OCTETS = 0xFFFF;

    /** SMSPortal's customer reference, up to 100 characters. */
    public static final int CUSTOMER_REFERENCE = 0x1400;

    /** SMSPortal's cost centre reference, up to 100 characters. */
    public static final int COST_CENTRE = 0x1401;

    /** All of a text, in place of short_message, up to 65535 octets (SMPP 3.4 §5.3.2.32). */
    public static final int MESSAGE_PAYLOAD = 0x0424;

    /** The reference that the parts of a message share, 0..65535, two octets (SMPP 3.4 §5.3.2.22). */
    public static final int SAR_MSG_REF_NUM = 0x020C;

    /** How many parts there are, 1..255, one octet (SMPP 3.4 §5.3.2.23). */
    public static final int SAR_TOTAL_SEGMENTS = 0x020E;

    /** Which part it is, 1-based, one octet (SMPP 3.4 §5.3.2.24). */
    public static final int SAR_SEGMENT_SEQNUM = 0x020F;
}

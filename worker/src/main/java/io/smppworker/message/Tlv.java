package io.smppworker.message;

/**
 * One optional parameter (SMPP 3.4 §3.2.4.1).
 *
 * @param tag 0..0xFFFF
 */
@SuppressWarnings("ArrayRecordComponent") // octets on their way to a socket; never compared
public record Tlv(int tag, byte[] value) {
    /** SMSPortal's customer reference, up to 100 characters. */
    public static final int CUSTOMER_REFERENCE = 0x1400;

    /** SMSPortal's cost centre reference, up to 100 characters. */
    public static final int COST_CENTRE = 0x1401;
}

package io.smppworker.message;

/**
 * One submit_sm's worth of a message.
 *
 * @param index 1-based
 * @param total number of segments of the message
 * @param dataCoding 0 GSM 03.38 unpacked, 8 UCS-2, or the request's own
 * @param esmClass 0x40 when {@code shortMessage} starts with a user data header (SMPP 3.4 §5.2.12)
 * @param shortMessage user data header, if any, and text, coded; octets
 */
@SuppressWarnings("ArrayRecordComponent") // octets on their way to a socket; never compared
public record Segment(int index, int total, int dataCoding, int esmClass, byte[] shortMessage) {}

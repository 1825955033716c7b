package io.smppworker.message;

import java.util.List;

/**
 * One submit_sm's worth of a message.
 *
 * @param index 1-based
 * @param total number of segments of the message
 * @param dataCoding 0 the provider's default alphabet, 8 UCS-2, another for a message class, or the request's own
 * @param esmClass 0x40 when {@code shortMessage} starts with a user data header (SMPP 3.4 §5.2.12)
 * @param shortMessage user data header, if any, and text, coded; octets; empty when the text is in message_payload
 * @param tlvs optional parameters that carry or join the segments
 */
@SuppressWarnings("ArrayRecordComponent") // octets on their way to a socket; never compared
public record Segment(int index, int total, int dataCoding, int esmClass, byte[] shortMessage, List<Tlv> tlvs) {
    public Segment {
        tlvs = List.copyOf(tlvs);
    }

    /** A segment that is all in its short_message. */
    public Segment(int index, int total, int dataCoding, int esmClass, byte[] shortMessage) {
        this(index, total, dataCoding, esmClass, shortMessage, List.of());
    }
}

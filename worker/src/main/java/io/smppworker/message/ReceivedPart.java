package io.smppworker.message;

/**
 * One part of a mobile-originated message, as octets.
 *
 * @param index 1-based place in the message
 * @param esmClass esm_class, 0..255 (SMPP 3.4 §5.2.12)
 * @param body short_message or message_payload, user data header included
 */
@SuppressWarnings("ArrayRecordComponent") // octets from a socket; never compared
public record ReceivedPart(int index, int esmClass, byte[] body) {}

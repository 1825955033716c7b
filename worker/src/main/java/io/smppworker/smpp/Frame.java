package io.smppworker.smpp;

import com.cloudhopper.smpp.pdu.Pdu;
import org.jspecify.annotations.Nullable;

/** What the decoder made of the octets received. */
sealed interface Frame {
    /**
     * A PDU.
     *
     * @param raw the whole of it, header included
     * @param fault how it differs from what SMPP 3.4 says, for the log; null when it does not
     */
    @SuppressWarnings("ArrayRecordComponent") // octets from a socket; never compared
    record Decoded(Pdu pdu, byte[] raw, @Nullable String fault) implements Frame {}

    /**
     * A PDU of sound length that no client is served with, or a deliver_sm or data_sm whose fields cannot be told apart.
     *
     * @param raw the whole of it, header included
     */
    @SuppressWarnings("ArrayRecordComponent") // octets from a socket; never compared
    record Undecodable(int commandId, int sequenceNumber, byte[] raw, String reason) implements Frame {}

    /** A command_length that no PDU can have: where the next PDU starts is lost. */
    record Unframed(long commandLength) implements Frame {}
}

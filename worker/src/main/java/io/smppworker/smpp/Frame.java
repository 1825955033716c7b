package io.smppworker.smpp;

import com.cloudhopper.smpp.pdu.Pdu;
import org.jspecify.annotations.Nullable;

/** The decoder's result for the octets received. */
sealed interface Frame {
    /**
     * A PDU.
     *
     * @param raw the whole of it, header included
     * @param fault how it deviates from SMPP 3.4, for the log; null when it does not
     */
    @SuppressWarnings("ArrayRecordComponent") // octets from a socket; never compared
    record Decoded(Pdu pdu, byte[] raw, @Nullable String fault) implements Frame {}

    /**
     * A PDU of sound length that is not for a client, or a deliver_sm or data_sm whose fields cannot be separated.
     *
     * @param raw the whole of it, header included
     */
    @SuppressWarnings("ArrayRecordComponent") // octets from a socket; never compared
    record Undecodable(int commandId, int sequenceNumber, byte[] raw, String reason) implements Frame {}

    /** A command_length that no PDU can have: where the next PDU starts is lost. */
    record Unframed(long commandLength) implements Frame {}
}

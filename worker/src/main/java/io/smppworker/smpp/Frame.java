package io.smppworker.smpp;

import com.cloudhopper.smpp.pdu.Pdu;
import org.jspecify.annotations.Nullable;

/** What the decoder made of the octets received. */
sealed interface Frame {
    /**
     * A PDU.
     *
     * @param raw the whole of it, header included
     */
    @SuppressWarnings("ArrayRecordComponent") // octets from a socket; never compared
    record Decoded(Pdu pdu, byte[] raw) implements Frame {}

    /**
     * A PDU of sound length whose command_id is unknown or whose body cannot be read.
     *
     * @param partial what could be read of it
     * @param raw the whole of it, header included
     */
    @SuppressWarnings("ArrayRecordComponent") // octets from a socket; never compared
    record Undecodable(
            int commandId,
            int commandStatus,
            int sequenceNumber,
            @Nullable Pdu partial,
            byte[] raw,
            String reason) implements Frame {}

    /** A command_length that no PDU can have: where the next PDU starts is lost. */
    record Unframed(long commandLength) implements Frame {}
}

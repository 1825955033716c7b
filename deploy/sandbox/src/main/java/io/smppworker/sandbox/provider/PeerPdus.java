package io.smppworker.sandbox.provider;

import com.cloudhopper.smpp.pdu.Pdu;
import com.cloudhopper.smpp.transcoder.DefaultPduTranscoder;
import com.cloudhopper.smpp.transcoder.DefaultPduTranscoderContext;
import com.cloudhopper.smpp.transcoder.PduTranscoder;
import com.cloudhopper.smpp.type.RecoverablePduException;
import com.cloudhopper.smpp.type.UnrecoverablePduException;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Octets to PDU objects and back. Thread-safe. */
final class PeerPdus {
    private static final PduTranscoder TRANSCODER = new DefaultPduTranscoder(new DefaultPduTranscoderContext());

    private PeerPdus() {}

    /** A PDU from its octets, null when the body is not what the header promises or the command is unknown. */
    static @Nullable Pdu decode(ByteBuf frame) {
        try {
            return TRANSCODER.decode(frame);
        } catch (RecoverablePduException | UnrecoverablePduException | IndexOutOfBoundsException e) {
            return null;
        }
    }

    static ByteBuf encode(Pdu pdu) {
        try {
            return TRANSCODER.encode(pdu);
        } catch (RecoverablePduException | UnrecoverablePduException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

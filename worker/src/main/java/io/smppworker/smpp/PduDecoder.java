package io.smppworker.smpp;

import com.cloudhopper.smpp.pdu.Pdu;
import com.cloudhopper.smpp.transcoder.PduTranscoder;
import com.cloudhopper.smpp.type.RecoverablePduException;
import com.cloudhopper.smpp.type.UnrecoverablePduException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the octet stream into {@link Frame}s (SMPP 3.4 §3.2). An undecodable PDU becomes a frame like any other, so that
 * those behind it in the same read are not held up; after an impossible command_length the stream is lost and the rest
 * of it is dropped.
 */
final class PduDecoder extends ByteToMessageDecoder {
    static final int HEADER_OCTETS = 16;

    private static final int COMMAND_ID = 4;
    private static final int COMMAND_STATUS = 8;
    private static final int SEQUENCE_NUMBER = 12;

    private final PduTranscoder transcoder;
    private final int maxOctets;
    private boolean lost;

    /** @param maxOctets of a whole PDU; a longer command_length is impossible */
    PduDecoder(PduTranscoder transcoder, int maxOctets) {
        this.transcoder = transcoder;
        this.maxOctets = maxOctets;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (lost) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (in.readableBytes() < Integer.BYTES) {
            return;
        }
        long length = in.getUnsignedInt(in.readerIndex());
        if (length < HEADER_OCTETS || length > maxOctets) {
            lost = true;
            in.skipBytes(in.readableBytes());
            out.add(new Frame.Unframed(length));
        } else if (in.readableBytes() >= length) {
            out.add(frame(in.readSlice((int) length)));
        }
    }

    private Frame frame(ByteBuf octets) {
        byte[] raw = ByteBufUtil.getBytes(octets);
        try {
            return new Frame.Decoded(transcoder.decode(octets.duplicate()), raw);
        } catch (RecoverablePduException e) {
            return undecodable(octets, e.getPartialPdu(), raw, e);
        } catch (UnrecoverablePduException | RuntimeException e) {
            return undecodable(octets, null, raw, e);
        }
    }

    private static Frame undecodable(ByteBuf octets, @Nullable Pdu partial, byte[] raw, Exception reason) {
        int start = octets.readerIndex();
        return new Frame.Undecodable(
                octets.getInt(start + COMMAND_ID),
                octets.getInt(start + COMMAND_STATUS),
                octets.getInt(start + SEQUENCE_NUMBER),
                partial,
                raw,
                String.valueOf(reason.getMessage()));
    }
}

package io.smppworker.smpp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Cuts the octet stream into {@link Frame}s (SMPP 3.4 §3.2). An undecodable PDU becomes a frame like any other, so that
 * those behind it in the same read are not held up; after an impossible command_length the stream is lost and the rest
 * of it is dropped.
 */
final class PduDecoder extends ByteToMessageDecoder {
    static final int HEADER_OCTETS = 16;

    private final int maxOctets;
    private boolean lost;

    /** @param maxOctets of a whole PDU; a longer command_length is impossible */
    PduDecoder(int maxOctets) {
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
            out.add(PduReader.read(ByteBufUtil.getBytes(in.readSlice((int) length))));
        }
    }
}

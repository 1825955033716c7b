package io.smppworker.sandbox.provider;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/** Cuts the stream into whole PDUs by command_length (SMPP 3.4 §3.2); an impossible length ends the stream. */
final class FrameDecoder extends ByteToMessageDecoder {
    static final int HEADER_OCTETS = 16;
    private static final int MOST_OCTETS = 64 * 1024;

    /** Fired as a user event instead of a PDU; everything behind it is thrown away. */
    record BadLength(int commandLength) {}

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (in.readableBytes() < HEADER_OCTETS) {
            return;
        }
        int length = in.getInt(in.readerIndex());
        if (length < HEADER_OCTETS || length > MOST_OCTETS) {
            in.skipBytes(in.readableBytes());
            ctx.fireUserEventTriggered(new BadLength(length));
        } else if (in.readableBytes() >= length) {
            out.add(in.readRetainedSlice(length));
        }
    }
}

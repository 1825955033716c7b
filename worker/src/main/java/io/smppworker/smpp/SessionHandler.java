package io.smppworker.smpp;

import com.cloudhopper.smpp.pdu.BaseSm;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.CodecException;

/** The last handler of a session's pipeline: passes the channel's events to the session and its exchange. */
final class SessionHandler extends ChannelInboundHandlerAdapter {
    private final PduExchange exchange;
    private final NettySession session;

    SessionHandler(PduExchange exchange, NettySession session) {
        this.exchange = exchange;
        this.session = session;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof Frame.Decoded frame) {
            if (frame.pdu() instanceof BaseSm<?>) {
                frame.pdu().setReferenceObject(frame.raw());
            }
            if (frame.fault() != null) {
                session.faulty(frame);
            }
            exchange.received(frame.pdu());
        } else if (message instanceof Frame.Undecodable frame) {
            session.undecodable(frame);
        } else if (message instanceof Frame.Unframed frame) {
            session.unframed(frame);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (!context.channel().isWritable()) {
            session.close("the server does not read what is sent to it");
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        exchange.closed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Throwable wrapped = cause instanceof CodecException ? cause.getCause() : null;
        session.failed(wrapped == null ? cause : wrapped);
    }
}

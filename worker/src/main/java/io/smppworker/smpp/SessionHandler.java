package io.smppworker.smpp;

import com.cloudhopper.smpp.pdu.BaseSm;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.CodecException;

/** The last handler of a session's pipeline: tells the session and its link what the channel brings. */
final class SessionHandler extends ChannelInboundHandlerAdapter {
    private final Session session;
    private final Link link;

    SessionHandler(Session session, Link link) {
        this.session = session;
        this.link = link;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof Frame.Decoded frame) {
            if (frame.pdu() instanceof BaseSm<?>) {
                frame.pdu().setReferenceObject(frame.raw());
            }
            if (frame.fault() != null) {
                link.faulty(frame);
            }
            session.firePduReceived(frame.pdu());
        } else if (message instanceof Frame.Undecodable frame) {
            link.undecodable(frame);
        } else if (message instanceof Frame.Unframed frame) {
            link.unframed(frame);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (!context.channel().isWritable()) {
            link.close("the server does not read what is sent to it");
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        session.fireChannelClosed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        boolean wrapped = cause instanceof CodecException && cause.getCause() != null;
        session.fireExceptionThrown(wrapped ? cause.getCause() : cause);
    }
}

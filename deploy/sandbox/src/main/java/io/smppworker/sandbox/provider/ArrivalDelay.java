package io.smppworker.sandbox.provider;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayDeque;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Holds PDUs from the client while the fault asks for it, and keeps their order. */
final class ArrivalDelay extends ChannelInboundHandlerAdapter {
    private final Faults faults;
    private final SplittableRandom random;
    private final ArrayDeque<ByteBuf> held = new ArrayDeque<>();
    private long lastReleaseNanos;

    ArrivalDelay(Faults faults, SplittableRandom random) {
        this.faults = faults;
        this.random = random;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        long delay = faults.arrival().next(random);
        if (held.isEmpty() && delay == 0) {
            ctx.fireChannelRead(message);
            return;
        }
        long now = System.nanoTime();
        long release = held.isEmpty() ? now + delay : Math.max(now + delay, lastReleaseNanos);
        lastReleaseNanos = release;
        held.add((ByteBuf) message);
        ctx.executor()
                .schedule(() -> release(ctx), release - now, TimeUnit.NANOSECONDS)
                .addListener(SmppServer::logFailure);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        held.forEach(ByteBuf::release);
        held.clear();
    }

    private void release(ChannelHandlerContext ctx) {
        ByteBuf frame = held.poll();
        if (frame != null) {
            ctx.fireChannelRead(frame);
            ctx.fireChannelReadComplete();
        }
    }
}

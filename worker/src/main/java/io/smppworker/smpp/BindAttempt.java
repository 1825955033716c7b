package io.smppworker.smpp;

import com.cloudhopper.smpp.pdu.PduResponse;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.smppworker.config.AccountConfig;
import io.smppworker.config.Secret;
import io.smppworker.message.BindType;
import io.smppworker.message.CommandStatus;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to get a bound session: name look-up, connect, TLS handshake, bind, in that order. Blocks the thread that
 * runs it, which must not be an event loop.
 */
record BindAttempt(
        AccountConfig account,
        Bootstrap bootstrap,
        @Nullable Tls tls,
        OpenSessions sessions,
        LongSupplier nanos,
        IntSupplier windowSize,
        Target target) {

    /**
     * What to bind to, and as what.
     *
     * @param label names the session in logs
     */
    record Target(String host, int port, BindType type, String label) {}

    private static final Logger LOG = LoggerFactory.getLogger(BindAttempt.class);
    private static final int FLUSH_AFTER = 256;
    private static final String LOST = "connection lost while binding: ";
    private static final String CLOSED_AT_THE_BIND = LOST + "the server closed it without an answer to the bind";

    /** Thrown within an attempt; its message is the reason of {@link BindOutcome.Unreachable}. */
    private static final class Unreached extends Exception {
        Unreached(String reason) {
            super(reason);
        }
    }

    BindOutcome run(SessionListener listener) {
        String label = target.label();
        LOG.debug("{} binding to {}:{} as {}", label, target.host(), target.port(), target.type());
        Thread thread = Thread.currentThread();
        String threadName = thread.getName();
        thread.setName(threadName + " " + label);
        BindOutcome outcome = attempt(listener);
        thread.setName(threadName);
        if (outcome instanceof BindOutcome.Bound) {
            LOG.info("{} bound to {}:{} as {}", label, target.host(), target.port(), target.type());
        }
        return outcome;
    }

    private BindOutcome attempt(SessionListener listener) {
        try {
            Secret password = password();
            Channel channel = connect();
            try {
                NettySession session = assemble(channel, listener);
                return bind(session, password);
            } catch (Unreached | InterruptedException | RuntimeException e) {
                channel.close().awaitUninterruptibly();
                throw e;
            }
        } catch (Unreached e) {
            return new BindOutcome.Unreachable(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new BindOutcome.Unreachable("interrupted");
        }
    }

    /** Read at every bind, so that it may change while the worker runs. */
    private Secret password() throws Unreached {
        try {
            return account.currentPassword();
        } catch (IOException e) {
            throw new Unreached(String.valueOf(e.getMessage()));
        }
    }

    private Channel connect() throws Unreached, InterruptedException {
        InetSocketAddress address = new InetSocketAddress(target.host(), target.port());
        if (address.isUnresolved()) {
            throw new Unreached("unknown host " + target.host());
        }
        ChannelFuture connected = bootstrap.connect(address);
        connected.await();
        if (!connected.isSuccess()) {
            throw new Unreached("not connected: " + RootCause.of(connected.cause()));
        }
        return connected.channel();
    }

    /** Builds the pipeline on a channel that reads nothing yet, waits for the handshake, and lets it read. */
    private NettySession assemble(Channel channel, SessionListener listener) throws Unreached, InterruptedException {
        NettySession session =
                new NettySession(channel, target.label(), target.type(), account, windowSize, nanos, listener);
        sessions.add(session);
        ChannelPipeline pipeline = channel.pipeline();
        SslHandler secured = tls == null ? null : tls.handler(channel, target.host(), target.port());
        if (secured != null) {
            pipeline.addLast(secured);
        }
        pipeline.addLast(new FlushConsolidationHandler(FLUSH_AFTER, true));
        session.attach(account.maxPduOctets());
        channel.config().setAutoRead(true);
        if (tls != null && secured != null) {
            Future<Channel> handshake = secured.handshakeFuture().await();
            if (!handshake.isSuccess()) {
                throw new Unreached("TLS: " + tls.inWords(handshake.cause(), target.host()));
            }
        }
        return session;
    }

    private BindOutcome bind(NettySession session, Secret password) throws Unreached, InterruptedException {
        try {
            PduResponse answer = session.exchange()
                    .bind(Pdus.bind(account, target.type(), password))
                    .get(account.timers().bind().toMillis(), TimeUnit.MILLISECONDS);
            if (answer.getCommandStatus() != CommandStatus.ESME_ROK) {
                session.close("refused");
                return new BindOutcome.Refused(answer.getCommandStatus());
            }
            return boundOr(session, "the bind was answered with a generic_nack without an error");
        } catch (TimeoutException e) {
            return boundOr(session, "no bind_resp within " + account.timers().bind());
        } catch (ExecutionException e) {
            return boundOr(session, lost(session, e));
        }
    }

    private String lost(NettySession session, ExecutionException failure) {
        String reason = session.closeReason();
        if (reason == null || reason.equals(NettySession.CLOSED_BY_SERVER)) {
            return failure.getCause() instanceof ClosedChannelException
                    ? CLOSED_AT_THE_BIND
                    : LOST + RootCause.of(failure);
        }
        return tls == null
                ? LOST + reason
                : tls.certificateWanted(reason).map("TLS: "::concat).orElse(LOST + reason);
    }

    /**
     * A bind_resp may have come just as the wait for it ended; the listener is then notified that the session is closed, so
     * the attempt must count as bound.
     */
    private static BindOutcome boundOr(NettySession session, String reason) throws Unreached, InterruptedException {
        if (!session.wasBound()) {
            session.closeAndWait(reason);
        }
        if (session.wasBound()) {
            return new BindOutcome.Bound(session);
        }
        throw new Unreached(reason);
    }
}

package io.smppworker.sandbox.provider;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.BaseBind;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of the provider's servers: two listeners, its sessions, its limits. Everything of it runs on one event loop; the
 * methods named in {@link Faults} and {@link #up}, {@link #down} may be called from any other thread.
 */
final class SmppServer {
    /** What all servers of a provider share. */
    record Shared(
            ProviderConfig config,
            PduLog log,
            DeliverDesk deliveries,
            AtomicInteger sessionIds,
            AtomicLong messageIds,
            Set<String> refusedOnce) {}

    private static final Logger LOG = LoggerFactory.getLogger(SmppServer.class);
    private static final long BEAT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int FLUSH_AFTER = 256;

    private final Shared shared;
    private final SplittableRandom random;
    private final EventLoopGroup group;
    private final EventLoop loop;
    private final Faults faults = new Faults(this);
    private final SubmitDesk submits;
    private final Set<PeerSession> sessions = new LinkedHashSet<>();
    private final Listeners listeners;
    private int binds;
    private long nextBeatNanos;
    private volatile boolean up;
    private volatile boolean refusing;

    SmppServer(ServerEndpoint wanted, Shared shared, SslContext tls, SplittableRandom random) {
        this.shared = shared;
        this.random = random;
        group = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory(wanted.name(), true), NioIoHandler.newFactory());
        loop = group.next();
        submits = new SubmitDesk(this, shared, random.split());
        listeners = new Listeners(wanted, group, bootstrap(null), bootstrap(tls));
        nextBeatNanos = System.nanoTime() + BEAT_NANOS;
        loop.scheduleAtFixedRate(this::beat, BEAT_NANOS, BEAT_NANOS, TimeUnit.NANOSECONDS)
                .addListener(SmppServer::logFailure);
    }

    ServerEndpoint endpoint() {
        return listeners.endpoint();
    }

    ProviderConfig config() {
        return shared.config();
    }

    PduLog log() {
        return shared.log();
    }

    DeliverDesk deliveries() {
        return shared.deliveries();
    }

    Faults faults() {
        return faults;
    }

    SubmitDesk submits() {
        return submits;
    }

    /** Listens; on the ports it had before, if it had. */
    void up() {
        up = true;
        listenOrNot();
    }

    /** Stops listening and closes every session, as a machine that goes down for maintenance. */
    void down() {
        up = false;
        listenOrNot();
        disconnectAll();
    }

    void refuseTcp(boolean refuse) {
        refusing = refuse;
        listenOrNot();
    }

    void readOrNot() {
        onEverySession(PeerSession::readOrNot);
        shared.deliveries().handOut();
    }

    /** Returns when every session there was is closed and its bind has ended. */
    void disconnectAll() {
        onEverySession(PeerSession::close);
        onEverySession(session -> {});
    }

    void unbindAll() {
        onEverySession(PeerSession::sendUnbind);
    }

    void sendRaw(byte[] octets) {
        onEverySession(session -> session.sendRaw(octets));
    }

    /** Goes down for good and ends its thread. */
    void shutDown() {
        down();
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }

    void execute(Runnable action) {
        if (loop.inEventLoop()) {
            action.run();
        } else {
            loop.execute(action);
        }
    }

    void after(long delay, TimeUnit unit, Runnable action) {
        loop.schedule(action, delay, unit).addListener(SmppServer::logFailure);
    }

    /** A task that failed is a fault of the simulator itself and must not go unseen. */
    static void logFailure(Future<?> task) {
        if (!task.isSuccess() && !task.isCancelled()) {
            LOG.error("the provider failed", task.cause());
        }
    }

    void opened(PeerSession session) {
        sessions.add(session);
        session.readOrNot();
    }

    void closed(PeerSession session) {
        sessions.remove(session);
    }

    /** The command_status for a bind request on a session that is not bound. */
    int bindStatus(BaseBind<?> request) {
        if (faults.bindStatus() != SmppConstants.STATUS_OK) {
            return faults.bindStatus();
        }
        if (!config().systemId().equals(request.getSystemId())) {
            return SmppConstants.STATUS_INVSYSID;
        }
        if (!config().password().equals(request.getPassword())) {
            return SmppConstants.STATUS_INVPASWD;
        }
        if ("test".equals(request.getSystemType())) {
            return SmppConstants.STATUS_INVSYSTYP;
        }
        String range = config().demands().addressRange();
        if (!range.isEmpty() && !range.equals(SubmitCheck.address(request.getAddressRange()))) {
            return SmppConstants.STATUS_BINDFAIL;
        }
        return binds < config().bindsPerServer() ? SmppConstants.STATUS_OK : SmppConstants.STATUS_ALYBND;
    }

    void bindBegun(PeerSession session, long now) {
        binds++;
        log().bind(new BindEvent(now, endpoint().name(), session.id(), true, binds));
    }

    void bindEnded(PeerSession session, long now) {
        binds--;
        log().bind(new BindEvent(now, endpoint().name(), session.id(), false, binds));
    }

    private void beat() {
        long now = System.nanoTime();
        log().stalled(endpoint().name(), now - nextBeatNanos);
        nextBeatNanos = now + BEAT_NANOS;
        List.copyOf(sessions).forEach(session -> session.tick(now));
    }

    private synchronized void listenOrNot() {
        if (up && !refusing) {
            listeners.open();
        } else {
            listeners.close();
        }
    }

    private void onEverySession(Consumer<PeerSession> action) {
        loop.submit(() -> List.copyOf(sessions).forEach(action)).syncUninterruptibly();
    }

    private ServerBootstrap bootstrap(@Nullable SslContext ssl) {
        return new ServerBootstrap()
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        assemble(channel, ssl);
                    }
                });
    }

    private void assemble(Channel channel, @Nullable SslContext ssl) {
        if (ssl != null) {
            channel.pipeline().addLast(ssl.newHandler(channel.alloc()));
        }
        SessionInfo info = SessionInfo.opened(
                shared.sessionIds().incrementAndGet(),
                endpoint().name(),
                channel.remoteAddress(),
                ssl != null,
                System.nanoTime());
        channel.pipeline()
                .addLast(new FlushConsolidationHandler(FLUSH_AFTER, true))
                .addLast(new FrameDecoder())
                .addLast(new ArrivalDelay(faults, random.split()))
                .addLast(new PeerSession(this, channel, info));
    }
}

package io.smppworker.smpp;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.smppworker.config.AccountConfig;
import io.smppworker.message.BindType;
import io.smppworker.message.DeliverSm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the sessions of one account, all of them on one group of event loops. Blocking steps (name look-up, connect, TLS
 * handshake, bind_resp) run on connecting threads, at most {@value #PARALLEL_BINDS} at a time, which end when idle.
 */
public final class CloudhopperConnector implements SmppConnector {
    static final int PARALLEL_BINDS = 16;

    private static final int MOST_EVENT_LOOPS = 4;
    private static final long IDLE_THREAD_SECONDS = 5;
    private static final long SHUTDOWN_SECONDS = 5;
    private static final WriteBufferWaterMark UNREAD_OCTETS = new WriteBufferWaterMark(512 * 1024, 1024 * 1024);

    private static final Logger LOG = LoggerFactory.getLogger(CloudhopperConnector.class);
    private static final int REHEARSAL_MILLIS = 2_000;
    private static final SessionListener REHEARSAL = new SessionListener() {
        @Override
        public void delivered(DeliverSm deliverSm, IntConsumer reply) {}

        @Override
        public void closed(String reason) {}
    };

    private final AccountConfig account;
    private final LongSupplier nanos;
    private final @Nullable Tls tls;
    private final EventLoopGroup eventLoops = new MultiThreadIoEventLoopGroup(
            Math.min(MOST_EVENT_LOOPS, Runtime.getRuntime().availableProcessors()),
            new DefaultThreadFactory("smpp-io", true),
            NioIoHandler.newFactory());
    private final ThreadPoolExecutor connecting = new ThreadPoolExecutor(
            PARALLEL_BINDS,
            PARALLEL_BINDS,
            IDLE_THREAD_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new DefaultThreadFactory("smpp-connect", true));
    private final OpenSessions sessions = new OpenSessions();
    private final Bootstrap bootstrap;
    private volatile int windowSize;

    /**
     * Reads the CA file and resolves the local address, so that both fail here rather than at the first bind.
     *
     * @param nanos a monotonic clock, in nanoseconds
     * @throws IllegalArgumentException naming the key path when TLS or the local address cannot be used
     */
    public CloudhopperConnector(AccountConfig account, LongSupplier nanos) {
        this.account = account;
        this.nanos = nanos;
        this.windowSize = account.window();
        this.tls = account.tls().enabled()
                ? new Tls(account.tls(), account.timers().connect())
                : null;
        this.bootstrap = new Bootstrap()
                .group(eventLoops)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInboundHandlerAdapter() {
                    @Override
                    public boolean isSharable() {
                        return true;
                    }
                })
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, UNREAD_OCTETS)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(account.timers().connect().toMillis()));
        if (account.localAddress() != null) {
            bootstrap.localAddress(local(account.localAddress()));
        }
        connecting.allowCoreThreadTimeOut(true);
    }

    private static InetSocketAddress local(String host) {
        InetSocketAddress address = new InetSocketAddress(host, 0);
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("account.localAddress: unknown host " + host);
        }
        return address;
    }

    /**
     * Tries to bind to a socket of this process on the loopback address, which closes at once. That loads and sets up all
     * that a first bind needs, so that the first real bind, during which bind slots are idle, is not late. Blocks for some
     * tenths of a second.
     */
    public void rehearse() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket nobody = new ServerSocket(0, 1, loopback)) {
            nobody.setSoTimeout(REHEARSAL_MILLIS);
            CompletionStage<BindOutcome> outcome = bind(
                    loopback.getHostAddress(), nobody.getLocalPort(), BindType.TRANSCEIVER, "rehearsal", REHEARSAL);
            outcome.whenComplete((bound, failure) -> close(nobody)); // ends the accept below if it does not connect
            nobody.accept().close();
            outcome.toCompletableFuture().get(REHEARSAL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (IOException | ExecutionException | TimeoutException e) {
            LOG.debug("no rehearsal", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("no rehearsal", e);
        }
    }

    /** Sets the window of every session at once; submit_sm already sent beyond a narrower one are still waited for. */
    public void resizeWindows(int size) {
        windowSize = size;
    }

    @Override
    public CompletionStage<BindOutcome> bind(
            String host, int port, BindType type, String label, SessionListener listener) {
        BindAttempt attempt = new BindAttempt(
                account,
                bootstrap,
                tls,
                sessions,
                nanos,
                () -> windowSize,
                new BindAttempt.Target(host, port, type, label));
        try {
            return CompletableFuture.supplyAsync(() -> attempt.run(listener), connecting)
                    .exceptionally(failure -> new BindOutcome.Unreachable(RootCause.of(failure)));
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(new BindOutcome.Unreachable("the connector is closed"));
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the threads to end
    public void close() {
        connecting.shutdown();
        sessions.closeAll();
        eventLoops.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS);
    }
}

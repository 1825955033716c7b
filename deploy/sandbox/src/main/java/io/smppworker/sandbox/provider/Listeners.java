package io.smppworker.sandbox.provider;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A server's two listening sockets, opened and closed as often as you like on the same ports. Ports not configured are
 * taken below the range from which systems give out the local ports of connections, so that none of those is in the way
 * when a listener comes back. Thread-safe; opening and closing is not for event loops.
 */
final class Listeners {
    private static final int FIRST_PORT = 20_000;
    private static final int PORTS = 12_000;
    private static final int TRIES = 200;

    private final EventLoopGroup sessions;
    private final ServerBootstrap plain;
    private final ServerBootstrap tls;
    private final SplittableRandom random = new SplittableRandom();
    private volatile ServerEndpoint endpoint;
    private @Nullable EventLoopGroup acceptor;

    Listeners(ServerEndpoint wanted, EventLoopGroup sessions, ServerBootstrap plain, ServerBootstrap tls) {
        this.sessions = sessions;
        endpoint = wanted;
        this.plain = plain;
        this.tls = tls;
    }

    /** Where it listens or did; never waits, so that event loops may ask. */
    ServerEndpoint endpoint() {
        return endpoint;
    }

    /** Listens, unless it does already. */
    synchronized void open() {
        if (acceptor == null) {
            acceptor = new MultiThreadIoEventLoopGroup(
                    1, new DefaultThreadFactory(endpoint.name() + "-accept", true), NioIoHandler.newFactory());
            Channel plainChannel = open(plain, acceptor, endpoint.plainPort());
            Channel tlsChannel = open(tls, acceptor, endpoint.tlsPort());
            endpoint = endpoint.withPorts(port(plainChannel), port(tlsChannel));
        }
    }

    /**
     * Refuses connections from when this returns. A closed channel goes on listening until its selector is used again, so
     * the acceptor ends with it.
     */
    synchronized void close() {
        if (acceptor != null) {
            acceptor.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
            acceptor = null;
        }
    }

    private Channel open(ServerBootstrap bootstrap, EventLoopGroup accepting, int port) {
        for (int tries = TRIES; ; tries--) {
            int wanted = port == 0 ? FIRST_PORT + random.nextInt(PORTS) : port;
            ChannelFuture bound = bootstrap
                    .clone()
                    .group(accepting, sessions)
                    .bind(endpoint.host(), wanted)
                    .awaitUninterruptibly();
            if (bound.isSuccess()) {
                return bound.channel();
            }
            if (port != 0 || tries == 0 || !(bound.cause() instanceof BindException)) {
                throw new UncheckedIOException(new IOException("cannot listen on port " + wanted, bound.cause()));
            }
        }
    }

    private static int port(Channel channel) {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }
}

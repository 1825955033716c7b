package io.smppworker.sandbox.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports that can be kept over restarts: below the systems' ephemeral ranges, so that no outgoing connection takes one
 * while its server is down (a client that retries could even connect to itself). One after the other from a random one, so
 * that none is given twice, be it that who got it first does not listen yet or not now. Thread-safe.
 */
final class FreePorts {
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 100;
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(HIGHEST - LOWEST));

    private FreePorts() {}

    /** A TCP port of the loopback interface that nobody listens on now, another at each call. */
    static int pick() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = LOWEST + NEXT.getAndIncrement() % (HIGHEST - LOWEST);
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (IOException taken) {
                // try another
            }
        }
        throw new IllegalStateException("no free port between " + LOWEST + " and " + HIGHEST);
    }
}

package io.smppworker.smpp;

import io.smppworker.message.BindType;
import io.smppworker.message.Segment;
import io.smppworker.message.SubmitSm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A connector, a scripted server, and a session between them. */
final class Rig implements AutoCloseable {
    final RawServer server;
    final CloudhopperConnector connector;
    final Recorded recorded = new Recorded();

    Rig(Accounts account) {
        this(account, new RawServer());
    }

    Rig(Accounts account, RawServer server) {
        this(account, server, System::nanoTime);
    }

    /** With a clock of the test's own. */
    Rig(Accounts account, RawServer server, LongSupplier nanos) {
        this.server = server;
        this.connector = new CloudhopperConnector(account.config(), nanos);
    }

    /** Both ends of a bound session. */
    record Bound(SmppSession session, RawServer.Peer peer) {}

    Bound bound() {
        return bound(BindType.TRANSCEIVER);
    }

    Bound bound(BindType type) {
        CompletableFuture<BindOutcome> outcome = bind(type);
        RawServer.Peer peer = server.accept();
        peer.acceptBind();
        return new Bound(session(outcome), peer);
    }

    CompletableFuture<BindOutcome> bind(BindType type) {
        return bind("127.0.0.1", type);
    }

    CompletableFuture<BindOutcome> bind(String host, BindType type) {
        return connector.bind(host, server.port(), type, "smpp1#3", recorded).toCompletableFuture();
    }

    static SmppSession session(CompletableFuture<BindOutcome> outcome) {
        if (get(outcome) instanceof BindOutcome.Bound bound) {
            return bound.session();
        }
        throw new AssertionError("not bound: " + get(outcome));
    }

    static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** Runs on a thread of its own: the common pool may have one thread only. */
    static CompletableFuture<Void> inBackground(Runnable task) {
        return CompletableFuture.runAsync(task, runnable -> {
            Thread thread = new Thread(runnable, "aside");
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** Any submit_sm. */
    static SubmitSm submitSm(String text) {
        return new SubmitSm(
                "27830000000",
                "27821234567",
                new Segment(1, 1, 0, 0, text.getBytes(StandardCharsets.US_ASCII)),
                1,
                0,
                null,
                List.of());
    }

    @Override
    public void close() throws IOException {
        connector.close();
        server.close();
    }
}

package io.smppworker.smpp;

import com.cloudhopper.smpp.pdu.PduResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Ticker;
import io.smppworker.config.AccountConfig;
import io.smppworker.message.BindType;
import io.smppworker.message.CommandStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens real sessions on channels without sockets or threads: time and the network are what its {@link Environment} makes of
 * them. One thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what comes of it is seen on the channel
public final class SteppedConnector implements SmppConnector {
    private final AccountConfig account;
    private final Environment environment;
    private final Ticker ticker;
    private final Set<Host> hosts = new LinkedHashSet<>();
    private int windowSize;

    /** Time and network. */
    public interface Environment {
        long nanos();

        /** Runs the task on the sessions' thread, so many nanoseconds from now or a little later. */
        void later(long nanos, Runnable task);

        /** Connects to a server; passes on, on the sessions' thread, the connection, or null when there is none. */
        void connect(String host, String label, Incoming incoming, Consumer<@Nullable Connection> connected);
    }

    /** The worker's end of a connection. */
    public interface Connection {
        /** The octets of one PDU. */
        void write(byte[] octets);

        void close();
    }

    /** What comes from the server, on the sessions' thread. */
    public interface Incoming {
        /** Returns whether they were read: nothing is of a session that is closed. */
        boolean read(byte[] octets);

        void closed();
    }

    public SteppedConnector(AccountConfig account, Environment environment) {
        this.account = account;
        this.environment = environment;
        this.windowSize = account.window();
        this.ticker = new Ticker() {
            @Override
            public long initialNanoTime() {
                return 0;
            }

            @Override
            public long nanoTime() {
                return environment.nanos();
            }

            @Override
            public void sleep(long delay, TimeUnit unit) {
                throw new UnsupportedOperationException();
            }
        };
    }

    /** See {@link CloudhopperConnector#resizeWindows}. */
    public void resizeWindows(int size) {
        windowSize = size;
    }

    /**
     * To be called after every task of the worker's other threads: what they handed to the sessions is done soon.
     *
     * @return whether they handed anything over
     */
    public boolean afterTask() {
        boolean any = false;
        for (Host host : hosts) {
            if (host.channel.hasPendingTasks()
                    || host.channel.outboundMessages().size() > 0) {
                host.turnSoon();
                any = true;
            }
        }
        return any;
    }

    @Override
    public CompletionStage<BindOutcome> bind(
            String host, int port, BindType type, String label, SessionListener listener) {
        CompletableFuture<BindOutcome> outcome = new CompletableFuture<>();
        Host made = new Host(label, type, listener, outcome);
        environment.connect(host, label, made, connection -> {
            if (connection == null) {
                outcome.complete(new BindOutcome.Unreachable("not connected"));
            } else {
                made.connected(connection);
            }
        });
        return outcome;
    }

    @Override
    public void close() {
        for (Host host : List.copyOf(hosts)) {
            host.session.close("the connector is closed");
            host.turn();
        }
    }

    /** A session and its channel. */
    private final class Host implements Incoming {
        private final EmbeddedChannel channel =
                EmbeddedChannel.builder().ticker(ticker).build();
        private final BindType type;
        private final NettySession session;
        private final CompletableFuture<BindOutcome> outcome;
        private @Nullable Connection connection;
        private long plannedNanos = Long.MAX_VALUE;

        Host(String label, BindType type, SessionListener listener, CompletableFuture<BindOutcome> outcome) {
            this.type = type;
            this.outcome = outcome;
            this.session =
                    new NettySession(channel, label, type, account, () -> windowSize, environment::nanos, listener);
            session.attach(account.maxPduOctets());
        }

        void connected(Connection connected) {
            connection = connected;
            hosts.add(this);
            try {
                session.exchange()
                        .bind(Pdus.bind(account, type, account.currentPassword()))
                        .whenComplete(this::answered);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            environment.later(account.timers().bind().toNanos(), this::bindIsLate);
            turn();
        }

        /** As {@link BindAttempt}: a session that was bound counts as bound, whatever came after it. */
        private void answered(PduResponse answer, Throwable failure) {
            if (failure != null) {
                outcome.complete(
                        session.wasBound()
                                ? new BindOutcome.Bound(session)
                                : new BindOutcome.Unreachable(RootCause.of(failure)));
            } else if (answer.getCommandStatus() != CommandStatus.ESME_ROK) {
                session.close("refused");
                outcome.complete(new BindOutcome.Refused(answer.getCommandStatus()));
            } else {
                outcome.complete(new BindOutcome.Bound(session));
            }
        }

        private void bindIsLate() {
            if (!outcome.isDone()) {
                session.close("no bind_resp");
                turn();
                outcome.complete(new BindOutcome.Unreachable("no bind_resp"));
            }
        }

        @Override
        public boolean read(byte[] octets) {
            boolean isOpen = channel.isActive();
            if (isOpen) {
                channel.writeInbound(Unpooled.wrappedBuffer(octets));
            }
            turn();
            return isOpen;
        }

        @Override
        public void closed() {
            channel.close();
            turn();
        }

        void turnSoon() {
            plan(0);
        }

        /** Does what is due on the channel's event loop, and sends what was written. */
        private void turn() {
            channel.runPendingTasks();
            long next = channel.runScheduledPendingTasks();
            for (ByteBuf octets = channel.readOutbound(); octets != null; octets = channel.readOutbound()) {
                byte[] pdu = new byte[octets.readableBytes()];
                octets.readBytes(pdu).release();
                if (connection != null) {
                    connection.write(pdu);
                }
            }
            if (!channel.isOpen()) {
                hosts.remove(this);
                if (connection != null) {
                    connection.close();
                }
            } else if (next >= 0) {
                plan(next);
            }
        }

        private void plan(long delayNanos) {
            long when = environment.nanos() + delayNanos;
            if (when < plannedNanos) {
                plannedNanos = when;
                environment.later(delayNanos, () -> {
                    if (plannedNanos == when) {
                        plannedNanos = Long.MAX_VALUE;
                        turn();
                    }
                });
            }
        }
    }
}

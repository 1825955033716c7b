package io.smppworker.pool;

import io.smppworker.config.AccountConfig;
import io.smppworker.config.ConfigFile;
import io.smppworker.message.BindPoint;
import io.smppworker.message.BindType;
import io.smppworker.message.Segment;
import io.smppworker.message.SubmitOutcome;
import io.smppworker.message.SubmitSm;
import io.smppworker.smpp.BindOutcome;
import io.smppworker.smpp.SessionListener;
import io.smppworker.smpp.SmppConnector;
import io.smppworker.smpp.SmppSession;
import io.smppworker.throttle.SlotPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The pools of the default account between a dispatcher and servers that are only scripts, in virtual time. */
final class PoolScene {
    static final int SLOTS = 16;

    final AccountConfig account = defaultAccount();
    final ServerPools pools;
    final List<Attempt> attempts = new ArrayList<>();
    final List<ScriptedLink> sessions = new ArrayList<>();
    final List<BindOutcome> tried = new ArrayList<>();
    private final Queue<Runnable> events = new ArrayDeque<>();
    private @Nullable BindOutcome refusal;
    private long now;

    /** One try to bind. */
    record Attempt(long nanos, String host) {}

    /** What one submit_sm came to, as the dispatcher gets it. */
    static final class Recorded implements ServerPool.Settled {
        final List<SubmitOutcome> settled = new ArrayList<>();
        final List<SubmitOutcome> late = new ArrayList<>();

        @Override
        public void settled(BindPoint bind, SubmitOutcome outcome) {
            settled.add(outcome);
        }

        @Override
        public void late(BindPoint bind, SubmitOutcome outcome) {
            late.add(outcome);
        }
    }

    PoolScene(long seed) {
        SlotPlan plan = SlotPlan.of(
                account.servers().stream().map(AccountConfig.Server::location).toList(), 4, 0, 0, account.throttle());
        pools = new ServerPools(
                account,
                plan,
                new ScriptedConnector(),
                (bind, pdu, reply) -> reply.accept(0),
                (point, outcome) -> tried.add(outcome),
                new DispatcherThread(events::add, () -> now, Clock.systemUTC(), new Random(seed)));
    }

    /** The account of a worker.yaml that says nothing but what it must. */
    private static AccountConfig defaultAccount() {
        return account("{systemId: acme, password: s3cret}");
    }

    /** The account of a worker.yaml that says this of it. */
    static AccountConfig account(String yaml) {
        try {
            Path file = Files.createTempFile("worker", ".yaml");
            try {
                Files.writeString(file, "{kafka: {bootstrapServers: 'k:1'}, account: " + yaml + "}");
                return ((ConfigFile.Loaded) ConfigFile.load(file, Map.of()))
                        .config()
                        .account();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** From now on every bind comes to this. */
    void refuse(BindOutcome outcome) {
        refusal = outcome;
    }

    void unreachable() {
        refuse(new BindOutcome.Unreachable("not connected"));
    }

    void reachable() {
        refusal = null;
    }

    void loseEverySession() {
        openLinks().forEach(session -> session.end("the server closed the connection"));
    }

    List<ScriptedLink> openLinks() {
        return sessions.stream().filter(SmppSession::isOpen).toList();
    }

    void gainAll() {
        IntStream.range(0, SLOTS).forEach(slot -> pools.gain(slot, now));
    }

    long now() {
        return now;
    }

    /** Lets time pass, doing what is due when it is due. */
    void run(Duration time) {
        long end = now + time.toNanos();
        while (true) {
            for (Runnable event = events.poll(); event != null; event = events.poll()) {
                event.run();
            }
            long wake = pools.tick(now, true);
            if (!events.isEmpty()) {
                continue;
            }
            if (wake > end) {
                break;
            }
            now = Math.max(wake, now + 1);
        }
        now = end;
    }

    /** Sends one over the first server that can take it; hands out the session it went over. */
    ScriptedLink submit(Recorded recorded) {
        submit(recorded, () -> {});
        return openLinks().stream()
                .filter(session -> session.outstanding() > 0)
                .findFirst()
                .orElseThrow();
    }

    /** As {@link #submit(Recorded)}; that happens when the server has said that it can take one. */
    void submit(Recorded recorded, Runnable meanwhile) {
        ServerPool server = pools.servers().stream()
                .filter(pool -> pool.nextSendNanos(now) <= now)
                .findFirst()
                .orElseThrow();
        meanwhile.run();
        server.submit(
                new SubmitSm("2783", "2782", new Segment(1, 1, 0, 0, new byte[] {1}), 0, 0, null, List.of()),
                now,
                SmppSession.NO_DEADLINE,
                recorded);
    }

    private final class ScriptedConnector implements SmppConnector {
        @Override
        public CompletionStage<BindOutcome> bind(
                String host, int port, BindType type, String label, SessionListener listener) {
            attempts.add(new Attempt(now, host));
            if (refusal != null) {
                return CompletableFuture.completedFuture(refusal);
            }
            ScriptedLink session = new ScriptedLink(account.window(), listener);
            sessions.add(session);
            return CompletableFuture.completedFuture(new BindOutcome.Bound(session));
        }

        @Override
        public void close() {}
    }
}

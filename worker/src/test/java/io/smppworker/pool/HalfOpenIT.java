package io.smppworker.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.config.AccountConfig;
import io.smppworker.message.BindPoint;
import io.smppworker.message.Segment;
import io.smppworker.message.SubmitOutcome;
import io.smppworker.message.SubmitSm;
import io.smppworker.sandbox.provider.Provider;
import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.provider.SessionInfo;
import io.smppworker.sandbox.referee.Limits;
import io.smppworker.sandbox.referee.WireSeen;
import io.smppworker.smpp.CloudhopperConnector;
import io.smppworker.smpp.SmppSession;
import io.smppworker.throttle.SlotPlan;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server whose connections stand and carry nothing, with timers short enough to wait for. */
class HalfOpenIT {
    private static final String DEAD = "smpp2";

    private final Provider provider = Provider.start(ProviderConfig.defaults());
    private final AccountConfig account = PoolScene.account("""
            {systemId: sandbox, password: secret, tls: {enabled: false}, servers: [%s],
             timers: {connect: 1s, bind: 500ms, enquireLink: 200ms, response: 500ms, reconnectMin: 100ms,
                      reconnectMax: 300ms}}""".formatted(provider.servers().stream()
            .map(server -> "{name: %s, host: 127.0.0.1, port: %d, location: %s}"
                    .formatted(server.name(), server.plainPort(), server.location()))
            .collect(Collectors.joining(", "))));
    private final CloudhopperConnector connector = new CloudhopperConnector(account, System::nanoTime);
    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
    private final SlotPlan plan = SlotPlan.of(
            account.servers().stream().map(AccountConfig.Server::location).toList(), 4, 0, 0, account.throttle());
    private final ServerPools pools = new ServerPools(
            account,
            plan,
            connector,
            (bind, pdu, reply) -> reply.accept(0),
            (point, outcome) -> {},
            new DispatcherThread(loop, System::nanoTime, Clock.systemUTC(), new Random(1)));
    private final Queue<SubmitOutcome> outcomes = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void bindAll() {
        loop.execute(() -> IntStream.range(0, plan.size()).forEach(slot -> pools.gain(slot, System.nanoTime())));
        var unused =
                loop.scheduleWithFixedDelay(() -> pools.tick(System.nanoTime(), true), 10, 10, TimeUnit.MILLISECONDS);
        await().untilAsserted(() -> assertThat(sessions()).hasSize(plan.size()));
        await().until(() -> asked(() -> isDue(System.nanoTime()))); // a slot's first second is its last owner's
    }

    @AfterEach
    void close() {
        connector.close();
        provider.close();
        loop.shutdownNow();
    }

    @Test
    void isFoundByEnquireLinkPutsWhatIsOutstandingInDoubtAndIsBoundAgain() {
        Set<Integer> alive = sessionsOfOthers();
        provider.order(DEAD, Map.of("halfOpen", true));
        submit(3);
        await().untilAsserted(() -> assertThat(outcomes).hasSize(3).hasOnlyElementsOfType(SubmitOutcome.InDoubt.class));
        await().untilAsserted(() -> {
            ServerPools.ServerStatus dead = status();
            assertThat(dead.up()).isFalse();
            assertThat(dead.slots()).extracting(ServerPools.SlotStatus::problem).doesNotContain("");
        });
        assertThat(sessionsOfOthers()).isEqualTo(alive);

        provider.order(DEAD, Map.of("halfOpen", false));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(status().slots())
                        .hasSize(4)
                        .extracting(ServerPools.SlotStatus::state)
                        .containsOnly("BOUND"));
        outcomes.clear();
        submit(3);
        await().untilAsserted(
                        () -> assertThat(outcomes).hasSize(3).hasOnlyElementsOfType(SubmitOutcome.Accepted.class));
        assertThat(sessionsOfOthers()).isEqualTo(alive);
        assertThat(Limits.of(WireSeen.of(provider)).maxBindsPerServer()).containsEntry(DEAD, 4);
    }

    /** Sends so many over the server, each when its turn has come. */
    private void submit(int count) {
        for (int i = 0; i < count; i++) {
            await().pollInterval(Duration.ofMillis(10)).until(() -> asked(this::submitWhenDue));
        }
    }

    private boolean isDue(long now) {
        return pool().nextSendNanos(now) <= now;
    }

    private ServerPool pool() {
        return pools.servers().stream()
                .filter(pool -> pool.name().equals(DEAD))
                .findFirst()
                .orElseThrow();
    }

    private boolean submitWhenDue() {
        long now = System.nanoTime();
        if (!isDue(now)) {
            return false;
        }
        SubmitSm submitSm = new SubmitSm(
                "27830000000", "27821234567", new Segment(1, 1, 0, 0, new byte[] {65}), 0, 0, null, List.of());
        pool().submit(submitSm, now, SmppSession.NO_DEADLINE, new ServerPool.Settled() {
            @Override
            public void settled(BindPoint bind, SubmitOutcome outcome) {
                outcomes.add(outcome);
            }

            @Override
            public void late(BindPoint bind, SubmitOutcome outcome) {
                outcomes.add(outcome);
            }
        });
        return true;
    }

    private ServerPools.ServerStatus status() {
        return asked(() -> pools.status(System.nanoTime()).stream()
                .filter(server -> server.server().equals(DEAD))
                .findFirst()
                .orElseThrow());
    }

    /** The pools live on the loop's thread. */
    private <T> T asked(Supplier<T> question) {
        return CompletableFuture.supplyAsync(question, loop).join();
    }

    private Set<Integer> sessions() {
        return sessions(session -> true);
    }

    private Set<Integer> sessionsOfOthers() {
        return sessions(session -> !session.server().equals(DEAD));
    }

    private Set<Integer> sessions(Predicate<SessionInfo> which) {
        return provider.sessions().stream()
                .filter(SessionInfo::bound)
                .filter(which)
                .map(SessionInfo::id)
                .collect(Collectors.toSet());
    }
}

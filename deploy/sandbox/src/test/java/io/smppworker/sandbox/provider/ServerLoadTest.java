package io.smppworker.sandbox.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServerLoadTest {
    private static final long SECOND = SlidingSecond.WINDOW_NANOS;
    private static final List<ServerEndpoint> SERVERS = List.of(server("smpp1"), server("smpp2"), server("smpp3"));

    private final List<SessionInfo> sessions = new ArrayList<>();
    private final List<SubmitRow> submits = new ArrayList<>();

    @Test
    void greatestRatesAreOfOneServerAndOfTheArrivalsGiven() {
        session(1, "smpp1", 0, null);
        session(2, "smpp2", 0, null);
        session(3, "smpp1", 0, null);
        SplittableRandom random = new SplittableRandom(5);
        List<Long> ofSmpp1 = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < 3000; i++) {
            now += random.nextLong(SECOND / 50);
            int session = random.nextInt(1, 4);
            submit(now, session);
            if (session != 2) {
                ofSmpp1.add(now);
            }
        }

        assertThat(loads(Map.of()))
                .containsOnlyKeys("smpp1", "smpp2", "smpp3")
                .containsEntry("smpp1", new ServerLoad(2, ofSmpp1.size(), exhaustive(ofSmpp1)))
                .containsEntry("smpp3", new ServerLoad(0, 0, 0));
        long end = ofSmpp1.get(900);
        assertThat(loads(Map.of(1, end, 3, end)))
                .containsEntry("smpp1", new ServerLoad(2, 900, exhaustive(ofSmpp1.subList(0, 900))));
    }

    @Test
    void bindsCountFromTheirBeginningToTheirEndOrUntilTheyAreNobodys() {
        session(1, "smpp1", 10, 30L);
        session(2, "smpp1", 20, null);
        session(3, "smpp1", 30, null);
        session(4, "smpp1", 40, 50L);
        session(5, "smpp2", 10, null);

        assertThat(binds(Map.of())).isEqualTo(3);
        assertThat(binds(Map.of(2, 35L))).isEqualTo(2);
        assertThat(binds(Map.of(2, 5L, 3, 5L))).isEqualTo(1);
    }

    private int binds(Map<Integer, Long> endNanos) {
        return loads(endNanos).getOrDefault("smpp1", new ServerLoad(0, 0, 0)).greatestBinds();
    }

    private Map<String, ServerLoad> loads(Map<Integer, Long> endNanos) {
        return ServerLoad.perServer(SERVERS, sessions, submits, endNanos);
    }

    private void session(int id, String server, long boundNanos, @Nullable Long unboundNanos) {
        sessions.add(new SessionInfo(
                id, server, "peer", false, 0, PeerBindType.TRANSCEIVER, boundNanos, unboundNanos, unboundNanos, 0));
    }

    private void submit(long nanos, int session) {
        submits.add(new SubmitRow(nanos, session, 1, 1, 0, "id", "m"));
    }

    private static ServerEndpoint server(String name) {
        return new ServerEndpoint(name, "127.0.0.1", 1, 2, "A", "high");
    }

    private static int exhaustive(List<Long> times) {
        return times.stream()
                .mapToInt(first -> (int) times.stream()
                        .filter(t -> t >= first && t < first + SECOND)
                        .count())
                .max()
                .orElse(0);
    }
}

package io.smppworker.simulation;

import io.smppworker.simulation.ServerSession.ReceiptToSend;
import io.smppworker.smpp.SteppedConnector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The provider: its servers, the messages it has taken, the receipts that it owes, and what subscribers send. */
final class VirtualProvider {
    private final World world;
    private final Watch watch;
    private final SimulatedTraffic traffic;
    private final Map<String, SimulatedServer> servers = new LinkedHashMap<>();
    private final long leastLatencyNanos;
    private final long mostLatencyNanos;
    private int ids;

    VirtualProvider(World world, Watch watch, SimulatedTraffic traffic, List<String> names) {
        this.world = world;
        this.watch = watch;
        this.traffic = traffic;
        names.forEach(name -> servers.put(name, new SimulatedServer(world, this, name)));
        this.leastLatencyNanos = world.between(1, 20) * World.MILLI;
        this.mostLatencyNanos = leastLatencyNanos + world.between(1, 30) * World.MILLI;
    }

    Watch watch() {
        return watch;
    }

    List<SimulatedServer> servers() {
        return List.copyOf(servers.values());
    }

    List<ServerSession> bound() {
        List<ServerSession> bound = new ArrayList<>();
        servers.values().forEach(server -> bound.addAll(server.bound()));
        return bound;
    }

    /** @param label the session's, as {@code smpp1#3} */
    void connect(
            SimulatedProcess process,
            String label,
            SteppedConnector.Incoming incoming,
            Consumer<SteppedConnector.@Nullable Connection> connected) {
        String[] serverAndSlot = label.split("#", -1);
        SimulatedServer server = Objects.requireNonNull(servers.get(serverAndSlot[0]));
        world.after(2 * mostLatencyNanos, () -> {
            if (!server.isUp()) {
                process.later(mostLatencyNanos, () -> connected.accept(null));
                return;
            }
            ServerSession session = new ServerSession(world, server, process, Integer.parseInt(serverAndSlot[1]));
            SimulatedConnection connection =
                    new SimulatedConnection(process, incoming, session, leastLatencyNanos, mostLatencyNanos);
            session.connected(connection);
            server.add(session);
            if (process.isDead()) {
                session.closed();
            } else {
                process.later(0, () -> connected.accept(connection));
            }
        });
    }

    /** That process is dead: its kernel closes its connections; or its machine is gone, and nobody does. */
    void died(SimulatedProcess process, boolean machineToo) {
        for (SimulatedServer server : servers.values()) {
            for (ServerSession session : server.sessionsOf(process)) {
                if (machineToo) {
                    long noticed = world.between(1, SimulatedServer.MOST_LINGER_SECONDS) * World.SECOND;
                    world.after(mostLatencyNanos, () -> server.linger(session, noticed));
                } else {
                    session.closedByKernel();
                }
            }
        }
    }

    boolean refuses(Submitted submitted) {
        return traffic.request(submitted.number()).fate() == SimulatedTraffic.Fate.REFUSED;
    }

    /** Takes a segment; returns its id, as submit_sm_resp has it. */
    String take(Submitted submitted) {
        int id = ++ids;
        watch.taken(submitted, Integer.toHexString(id));
        SimulatedTraffic.Request request = traffic.request(submitted.number());
        if (request.isReported() && !world.chance(traffic.lostReceipts())) {
            String written = "%010d".formatted(id);
            String end = request.fate() == SimulatedTraffic.Fate.DELIVERED ? "DELIVRD" : "UNDELIV";
            if (world.chance(0.1)) {
                deliver(new ReceiptToSend(submitted, written, "ENROUTE"), world.between(0, 3_000) * World.MILLI);
            }
            watch.receiptOwed(Integer.toHexString(id));
            long when = world.chance(0.1) ? 0 : world.between(100, 10_000) * World.MILLI;
            deliver(new ReceiptToSend(submitted, written, end), when);
            if (world.chance(0.1)) {
                deliver(new ReceiptToSend(submitted, written, end), when + world.between(0, 5_000) * World.MILLI);
            }
        }
        return Integer.toHexString(id);
    }

    void deliver(ToDeliver toDeliver, long delayNanos) {
        watch.toDeliver();
        world.after(delayNanos, () -> deliverNow(toDeliver));
    }

    void deliverAgain(ToDeliver toDeliver) {
        world.after(world.between(500, 3_000) * World.MILLI, () -> deliverNow(toDeliver));
    }

    private void deliverNow(ToDeliver toDeliver) {
        List<ServerSession> bound = bound();
        if (bound.isEmpty()) {
            deliverAgain(toDeliver);
        } else {
            bound.get(world.random().nextInt(bound.size())).deliver(toDeliver);
        }
    }
}

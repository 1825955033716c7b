package io.smppworker.sandbox.faults;

import io.smppworker.sandbox.provider.FaultOrder.Swallow;
import io.smppworker.sandbox.provider.ServerEndpoint;
import io.smppworker.sandbox.provider.SimulatedProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Does to the provider's servers what the schedule says. Thread-safe: one fault at a time. */
final class ServerFaults {
    private static final int EVERY_ONE = 1_000_000;

    private final SimulatedProvider provider;
    private final List<String> servers;
    private final Incidents incidents;

    ServerFaults(SimulatedProvider provider, Incidents incidents) {
        this.provider = provider;
        this.servers = provider.servers().stream().map(ServerEndpoint::name).toList();
        this.incidents = incidents;
    }

    /** One of the faults that happen to servers; returns when it has ended. */
    synchronized void suffer(Fault fault) throws InterruptedException {
        String server = servers.get(fault.target());
        switch (fault.kind()) {
            case SERVER_OUTAGE -> outage(List.of(server), fault.lasts());
            case PROVIDER_OUTAGE -> outage(servers, fault.lasts());
            case SESSION_RESET -> {
                provider.order(server, Map.of("disconnectAll", true));
                pause(fault.lasts());
                provider.order(server, Map.of("disconnectAll", true));
            }
            case BLACK_HOLE_BEFORE_ACCEPTING -> blackHole(server, Swallow.BEFORE_ACCEPTING, fault.lasts());
            case BLACK_HOLE_AFTER_ACCEPTING -> blackHole(server, Swallow.AFTER_ACCEPTING, fault.lasts());
            case THROTTLE_STORM -> throttle(server, fault.lasts());
            case RECEIPTS_AGAIN -> {
                servers.forEach(each -> provider.order(each, Map.of("ignoreDeliverResp", true)));
                pause(fault.lasts());
                servers.forEach(each -> provider.order(each, Map.of("ignoreDeliverResp", false)));
            }
            default -> throw new IllegalArgumentException(fault.toString());
        }
    }

    /** Sets every switch back and every server up. */
    synchronized void end() {
        servers.forEach(server -> {
            provider.order(server, Map.of("clear", true));
            provider.startServer(server);
        });
    }

    private void outage(List<String> down, Duration lasts) throws InterruptedException {
        down.forEach(provider::stopServer);
        pause(lasts);
        down.forEach(provider::startServer);
    }

    private void blackHole(String server, Swallow how, Duration lasts) throws InterruptedException {
        provider.order(server, Map.of("swallowSubmits", how));
        pause(lasts);
        provider.order(server, Map.of("swallowSubmits", Swallow.NOTHING));
    }

    private void throttle(String server, Duration lasts) throws InterruptedException {
        long beganNanos = System.nanoTime();
        provider.order(server, Map.of("throttleNext", EVERY_ONE));
        pause(lasts);
        provider.order(server, Map.of("throttleNext", 0));
        incidents.storm(server, beganNanos, System.nanoTime());
    }

    private static void pause(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }
}

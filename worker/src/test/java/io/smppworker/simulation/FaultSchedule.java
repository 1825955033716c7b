package io.smppworker.simulation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What goes wrong in a history, and when the last of it is over. */
final class FaultSchedule {
    /** Of the seeds that SimulationIT knows, no history has any more. */
    private static final long MORE = 4822;

    private static final List<Kind> KINDS_OF_MORE = List.of(Kind.SERVER_UNBINDS, Kind.HALF_OPEN, Kind.RETUNE);
    private static final int MOST_OF_MORE = 12;

    /** Nor do workers crash all the time in theirs: a crash may come while what an earlier one left is being recovered. */
    private static final long CRASHES = 4904;

    private static final int LEAST_CRASHES = 40;
    private static final int MOST_CRASHES = 160;
    /** An enquire_link is sent 30 s after the last, and waited for for 8 s; it is looked at every 0.4 s. */
    private static final long MOST_HALF_OPEN_MILLIS = 39_000;

    private final World world;
    private final SimulatedKafka kafka;
    private final VirtualProvider provider;
    private final SimulatedFleet fleet;
    private final List<String> workers;
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private long overNanos;

    /** Kinds of faults, and how many of a hundred are of it, but for what some histories have more. */
    enum Kind {
        CRASH(54),
        MACHINE_GONE(1),
        FREEZE(8),
        SLOW(2),
        CLOCK_JUMP(2),
        STOP(5),
        COORDINATOR_AWAY(3),
        COORDINATOR_FAILS(3),
        BROKER_AWAY(2),
        ANSWERS_LOST(3),
        NO_METADATA(2),
        SESSIONS_CUT(3),
        MAINTENANCE(3),
        MOST_SERVERS_AWAY(1),
        STORM(2),
        SLOW_ANSWERS(2),
        UNANSWERED(3),
        RETUNE(1),
        SERVER_UNBINDS(0),
        HALF_OPEN(0);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }
    }

    FaultSchedule(
            World world, SimulatedKafka kafka, VirtualProvider provider, SimulatedFleet fleet, List<String> workers) {
        this.world = world;
        this.kafka = kafka;
        this.provider = provider;
        this.fleet = fleet;
        this.workers = workers;
    }

    Map<Kind, Integer> counts() {
        return counts;
    }

    /** When the last is over, as far as known now. */
    long overNanos() {
        return overNanos;
    }

    void plan(long fromNanos, long untilNanos, int count) {
        for (int i = 0; i < count; i++) {
            Kind kind = any();
            plan(kind, world.between(fromNanos, untilNanos));
        }
        SplittableRandom random = world.stream(MORE);
        int more = random.nextInt(2) == 0 ? random.nextInt(1, MOST_OF_MORE) : 0;
        for (int i = 0; i < more; i++) {
            Kind kind = KINDS_OF_MORE.get(random.nextInt(KINDS_OF_MORE.size()));
            plan(kind, random.nextLong(fromNanos, untilNanos));
        }
        SplittableRandom crashes = world.stream(CRASHES);
        int often = crashes.nextInt(2) == 0 ? crashes.nextInt(LEAST_CRASHES, MOST_CRASHES) : 0;
        for (int i = 0; i < often; i++) {
            plan(Kind.CRASH, crashes.nextLong(fromNanos, untilNanos));
        }
        overNanos = untilNanos;
    }

    private void plan(Kind kind, long when) {
        world.at(when, () -> {
            counts.merge(kind, 1, Integer::sum);
            happen(kind);
        });
    }

    private Kind any() {
        int chance = world.random().nextInt(100);
        for (Kind kind : Kind.values()) {
            chance -= kind.weight;
            if (chance < 0) {
                return kind;
            }
        }
        return Kind.CRASH;
    }

    private long lasts(long leastMillis, long mostMillis) {
        long nanos = world.between(leastMillis, mostMillis) * World.MILLI;
        overNanos = Math.max(overNanos, world.nanos() + nanos);
        return nanos;
    }

    private @Nullable SimulatedWorker victim() {
        List<SimulatedWorker> running = fleet.running();
        return running.isEmpty() ? null : running.get(world.random().nextInt(running.size()));
    }

    private SimulatedServer server() {
        return provider.servers().get(world.random().nextInt(provider.servers().size()));
    }

    private void happen(Kind kind) {
        switch (kind) {
            case COORDINATOR_AWAY -> {
                world.report("the coordinator is away");
                kafka.leaveCoordinator(lasts(100, 10_000));
            }
            case COORDINATOR_FAILS -> kafka.group().fail();
            case BROKER_AWAY -> {
                world.report("the brokers are away");
                kafka.leave(lasts(100, 12_000));
            }
            case ANSWERS_LOST -> {
                kafka.loseAnswers(0.3);
                world.after(lasts(500, 5_000), () -> kafka.loseAnswers(0));
            }
            case SESSIONS_CUT -> server().cut();
            case MAINTENANCE -> maintain(server());
            case MOST_SERVERS_AWAY -> {
                SimulatedServer left = server();
                provider.servers().stream().filter(server -> server != left).forEach(this::maintain);
            }
            case STORM -> {
                SimulatedServer server = server();
                world.report("%s refuses for the rate", server);
                server.storm(lasts(500, 6_000));
            }
            case SLOW_ANSWERS -> {
                SimulatedServer server = server();
                world.report("%s answers slowly", server);
                server.slow(lasts(1_000, 8_000));
            }
            case UNANSWERED -> {
                SimulatedServer server = server();
                world.report("%s leaves some unanswered", server);
                server.leaveUnanswered(0.5);
                world.after(lasts(500, 5_000), () -> server.leaveUnanswered(0));
            }
            case SERVER_UNBINDS -> {
                SimulatedServer server = server();
                world.report("%s unbinds", server);
                server.unbind();
                lasts(SimulatedServer.MOST_UNBIND_MILLIS, SimulatedServer.MOST_UNBIND_MILLIS + 1);
            }
            case HALF_OPEN -> {
                SimulatedServer server = server();
                world.report("%s is cut off, and nobody notices", server);
                server.halfOpen();
                lasts(MOST_HALF_OPEN_MILLIS, MOST_HALF_OPEN_MILLIS + 1);
            }
            default -> {
                SimulatedWorker worker = victim();
                if (worker != null) {
                    happen(kind, worker);
                }
            }
        }
    }

    private void maintain(SimulatedServer server) {
        world.report("%s is being maintained", server);
        server.maintain(lasts(500, 20_000));
    }

    private void happen(Kind kind, SimulatedWorker worker) {
        switch (kind) {
            case CRASH -> {
                Runnable crash = () -> {
                    fleet.crash(worker, false);
                    startAgain(worker, 100, 4_000);
                };
                if (world.chance(0.5)) {
                    worker.atHandOver(crash);
                } else {
                    crash.run();
                }
            }
            case MACHINE_GONE -> {
                fleet.crash(worker, true);
                lasts(10_000, 10_001); // the longest that a session lingers
                startAgain(worker, 1_000, 9_000);
            }
            case FREEZE -> worker.freeze(lasts(50, 12_000), world.chance(0.5));
            case SLOW -> {
                worker.slow(20);
                world.after(lasts(500, 5_000), () -> worker.slow(1));
            }
            case CLOCK_JUMP -> worker.jump(world.between(-5_000, 5_000) * World.MILLI);
            case STOP -> {
                worker.stop();
                startAgain(worker, 500, 12_000);
            }
            case NO_METADATA -> {
                worker.withoutMetadata(true);
                world.after(lasts(500, 4_000), () -> worker.withoutMetadata(false));
            }
            case RETUNE -> {
                worker.retune(25, 5);
                world.after(lasts(500, 5_000), () -> worker.retune(50, 10));
            }
            default -> throw new IllegalArgumentException(kind + " befalls no worker");
        }
    }

    private void startAgain(SimulatedWorker worker, long leastMillis, long mostMillis) {
        fleet.startLater(worker.process().workerId(), lasts(leastMillis, mostMillis));
    }

    /** One worker, in order. */
    void leaveAndComeBack() {
        SimulatedWorker worker = victim();
        if (worker != null) {
            happen(Kind.STOP, worker);
        }
    }

    /** Whoever is missing comes back. */
    void heal() {
        fleet.running().forEach(SimulatedWorker::spare);
        workers.forEach(worker -> fleet.startLater(worker, 1));
        overNanos = Math.max(overNanos, world.nanos());
    }
}

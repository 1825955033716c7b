package io.smppworker.sandbox.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * When what happens: a pure function of seed and length. Three tracks run beside each other, one for the workers, one for
 * the servers, one for the broker; faults of one track follow one another, those of different tracks overlap as chance
 * has it. Each track plays shuffled decks of faults, and the first deck is played whole, so that every kind happens
 * however short the schedule.
 */
final class Schedule {
    /** Least length that leaves room for one of each. */
    static final Duration SHORTEST = Duration.ofSeconds(75);

    private static final int WORKERS = FaultSetting.WORKERS;
    private static final int SERVERS = 4;
    private static final List<FaultKind> FIRST_WORKER_DECK = List.of(
            FaultKind.SIGKILL, FaultKind.SIGSTOP_SHORT, FaultKind.SIGSTOP_LONG, FaultKind.SIGTERM, FaultKind.SIGKILL);
    private static final List<FaultKind> WORKER_DECK = List.of(
            FaultKind.SIGKILL,
            FaultKind.SIGKILL,
            FaultKind.SIGKILL,
            FaultKind.SIGKILL,
            FaultKind.SIGKILL,
            FaultKind.SIGKILL,
            FaultKind.SIGSTOP_SHORT,
            FaultKind.SIGSTOP_LONG,
            FaultKind.SIGTERM);
    private static final List<FaultKind> SERVER_DECK = List.of(
            FaultKind.SERVER_OUTAGE,
            FaultKind.PROVIDER_OUTAGE,
            FaultKind.SESSION_RESET,
            FaultKind.BLACK_HOLE_BEFORE_ACCEPTING,
            FaultKind.BLACK_HOLE_AFTER_ACCEPTING,
            FaultKind.THROTTLE_STORM,
            FaultKind.RECEIPTS_AGAIN);
    private static final List<FaultKind> BROKER_DECK = List.of(FaultKind.BROKER_KILL);

    private Schedule() {}

    /**
     * The faults of this seed, by the time they begin; all end within {@code length}.
     *
     * @throws IllegalArgumentException when {@code length} is under {@link #SHORTEST}
     */
    static List<Fault> of(long seed, Duration length) {
        if (length.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("a schedule takes at least " + SHORTEST);
        }
        Random random = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        faults.addAll(new Track(random, length, Duration.ofSeconds(16)).play(FIRST_WORKER_DECK, WORKER_DECK));
        faults.addAll(new Track(random, length, Duration.ofSeconds(18)).play(SERVER_DECK, SERVER_DECK));
        faults.addAll(new Track(random, length, Duration.ofSeconds(80)).play(BROKER_DECK, BROKER_DECK));
        faults.sort(Comparator.comparing(Fault::at).thenComparing(Fault::kind));
        return faults;
    }

    /** One track being filled. Not thread-safe. */
    private static final class Track {
        private final Random random;
        private final long lengthMillis;
        private final long meanGapMillis;
        private final List<Fault> faults = new ArrayList<>();
        private long atMillis;

        Track(Random random, Duration length, Duration meanGap) {
            this.random = random;
            this.lengthMillis = length.toMillis();
            this.meanGapMillis = meanGap.toMillis();
        }

        List<Fault> play(List<FaultKind> firstDeck, List<FaultKind> deck) {
            play(firstDeck);
            boolean fit = true;
            while (fit) {
                fit = play(deck);
            }
            return faults;
        }

        /** Plays a deck until a fault does not fit any more; gaps are as long as the length allows for all of it. */
        private boolean play(List<FaultKind> deck) {
            List<FaultKind> shuffled = new ArrayList<>(deck);
            Collections.shuffle(shuffled, random);
            List<Fault> drawn = shuffled.stream().map(this::draw).toList();
            long faultMillis =
                    drawn.stream().mapToLong(fault -> fault.lasts().toMillis()).sum();
            long room = lengthMillis - faultMillis;
            long gapMillis = faults.isEmpty() ? Math.min(meanGapMillis, room * 2 / (3L * drawn.size())) : meanGapMillis;
            for (Fault fault : drawn) {
                long begins = atMillis + gapMillis / 2 + (long) (random.nextDouble() * gapMillis);
                if (begins + fault.lasts().toMillis() > lengthMillis) {
                    return false;
                }
                faults.add(new Fault(Duration.ofMillis(begins), fault.kind(), fault.target(), fault.lasts()));
                atMillis = begins + fault.lasts().toMillis();
            }
            return true;
        }

        private Fault draw(FaultKind kind) {
            int target = switch (kind.target()) {
                case WORKER -> random.nextInt(WORKERS);
                case SERVER -> random.nextInt(SERVERS);
                case BROKER, ALL_SERVERS -> 0;
            };
            long sessionMillis = FaultSetting.SESSION_TIMEOUT.toMillis();
            return new Fault(
                    Duration.ZERO,
                    kind,
                    target,
                    switch (kind) {
                        case SIGKILL, SIGTERM -> between(500, 3_000);
                        case SIGSTOP_SHORT -> between(500, 3_500);
                        case SIGSTOP_LONG -> between(sessionMillis + 2_000, sessionMillis + 5_000);
                        // and until the controller has fenced it: Brokers.withControllerApart
                        case BROKER_KILL -> between(3_000, 8_000);
                        case SERVER_OUTAGE -> between(2_000, 10_000);
                        case PROVIDER_OUTAGE -> between(1_000, 4_000);
                        case SESSION_RESET -> between(100, 2_000);
                        case BLACK_HOLE_BEFORE_ACCEPTING, BLACK_HOLE_AFTER_ACCEPTING -> between(1_000, 4_000);
                        case THROTTLE_STORM -> between(1_000, 4_000);
                        case RECEIPTS_AGAIN -> between(1_000, 4_000);
                    });
        }

        private Duration between(long leastMillis, long mostMillis) {
            return Duration.ofMillis(leastMillis + random.nextInt((int) (mostMillis - leastMillis)));
        }
    }
}

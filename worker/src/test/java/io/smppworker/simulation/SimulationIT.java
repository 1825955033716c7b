package io.smppworker.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The fleet in virtual time: its promises hold in every history, and the simulation sees when they do not. */
class SimulationIT {
    private static final int MOST_SEEDS = 2_000;

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level level = root.getLevel();

    @BeforeEach
    void silence() {
        root.setLevel(Level.OFF);
    }

    @AfterEach
    void speak() {
        root.setLevel(level);
    }

    /** A minute of seeds that nobody has tried; {@code -Dsimulation.seconds} says otherwise. */
    @Test
    void everyPromiseHoldsInFreshHistories() throws Exception {
        long from = System.currentTimeMillis() * 1_000;
        Seeds seeds = new Seeds(from, Long.MAX_VALUE, Planted.NOTHING);
        seeds.start(1);
        boolean over = seeds.awaitEnd(Integer.getInteger("simulation.seconds", 60), TimeUnit.SECONDS);
        seeds.end();
        seeds.awaitEnd(1, TimeUnit.MINUTES);
        root.setLevel(level);
        LoggerFactory.getLogger(SimulationIT.class).info("{}", seeds.progress());
        assertThat(over)
                .describedAs(
                        () -> seeds.failed().stream().map(Simulation::inWords).collect(Collectors.joining("\n")))
                .isFalse();
        assertThat(seeds.failed().stream().map(Simulation::inWords)).isEmpty();
    }

    /**
     * Seeds that failed once: an end in doubt that did not say that the message may have been sent twice; 51 submit_sm in a
     * second, of answers that were none too many to know the least round trip by; a message sent again before the journal had
     * that its first outcome was lost; an outcome that a worker that was cut off stored after the next one had sent it again;
     * a slot used after waking by a member that was about to be expelled for not joining.
     */
    @ParameterizedTest
    @ValueSource(longs = {190, 10485, 42887, 81631, 31003719})
    void everyPromiseHoldsInHistoriesThatOnceBrokeOne(long seed) {
        History.Result result = new History(seed, Planted.NOTHING, null).run();
        assertThat(result.violations())
                .describedAs(() -> Simulation.inWords(result))
                .isEmpty();
    }

    @Test
    void aHistoryIsTheSameEachTime() {
        assertThat(new History(5, Planted.NOTHING, null).run()).isEqualTo(new History(5, Planted.NOTHING, null).run());
    }

    @ParameterizedTest
    @EnumSource(PlantedFault.class)
    void aPlantedFaultIsFound(PlantedFault fault) {
        long seed = firstToTry(fault);
        History.Result result = new History(seed, fault, null).run();
        while (result.violations().isEmpty() && seed < MOST_SEEDS) {
            result = new History(++seed, fault, null).run();
        }
        assertThat(result.violations())
                .describedAs("violations in %d histories of a fleet that %s", seed, fault)
                .isNotEmpty();
        assertThat(result.story()).anyMatch(step -> step.contains("VIOLATION"));
    }

    /** Not the first of all where dozens are known to find nothing; to be looked up again when histories change. */
    private static long firstToTry(PlantedFault fault) {
        return switch (fault) {
            case KEEPS_ITS_WINDOW -> 1860;
            case DROPS_LATE_RESPONSES -> 1040;
            case TAKES_EVERY_CUT_FOR_THE_SAME -> 420;
            case TAKES_MORE_THAN_THE_WINDOW -> 175;
            case USES_A_GAINED_QUOTA_AT_ONCE -> 80;
            case IGNORES_THE_DEADLINE_OF_A_WRITE, KEEPS_ITS_RATE -> 40;
            case FORGETS_WHAT_WAS_THROTTLED -> 175;
            default -> 1;
        };
    }
}

package io.smppworker.pool;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.smppworker.message.CommandStatus;
import io.smppworker.smpp.BindOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** All servers go, and come back: in virtual time, with the timers of the default account. */
class ReconnectTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final Duration LONGEST_AFTER_A_REFUSAL = Duration.ofSeconds(25);
    /** Tries to bind that one worker may make in any second, all of the account's slots its own. */
    private static final int MOST_PER_SECOND = 2 * PoolScene.SLOTS;

    @Test
    void aSlotAloneIsBoundSoonAfterItsServerAcceptsWhateverTheChance() {
        for (int seed = 0; seed < 300; seed++) {
            PoolScene scene = new PoolScene(seed);
            scene.unreachable();
            scene.pools.gain(0, scene.now());
            scene.run(Duration.ofMillis(new Random(seed).nextInt(60_000)));
            scene.reachable();
            scene.run(Duration.ofMillis(3500));
            assertThat(scene.openLinks()).describedAs("seed %d", seed).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anOutageOfAllServersMakesNoStormNeitherDuringItNorAtItsEnd(long seed) {
        PoolScene scene = new PoolScene(seed);
        scene.gainAll();
        scene.run(Duration.ofMinutes(1));
        assertThat(scene.openLinks()).hasSize(PoolScene.SLOTS);
        scene.attempts.clear();

        scene.unreachable();
        scene.loseEverySession();
        scene.run(Duration.ofMinutes(3));
        scene.reachable();
        scene.run(Duration.ofSeconds(5));

        assertThat(scene.openLinks()).hasSize(PoolScene.SLOTS);
        assertThat(greatestInAnySecond(scene.attempts)).isLessThanOrEqualTo(MOST_PER_SECOND);
        int together = greatestWithin(scene.attempts, SECOND / 10);
        assertThat(together).describedAs("tries within a tenth of a second").isLessThan(PoolScene.SLOTS);
    }

    @Test
    void aServerThatStaysAwayIsReportedOfOnceAMinute() {
        Logger logger = (Logger) LoggerFactory.getLogger(BindSlot.class);
        ListAppender<ILoggingEvent> reported = new ListAppender<>();
        reported.start();
        logger.addAppender(reported);
        try {
            PoolScene scene = new PoolScene(1);
            scene.unreachable();
            scene.pools.gain(0, scene.now());
            scene.run(Duration.ofMinutes(5));
            assertThat(scene.attempts).hasSizeGreaterThan(60);
            assertThat(reported.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .hasSize(5);
            assertThat(reported.list.get(0).getFormattedMessage())
                    .startsWith("smpp1#0 not bound: not connected; next try in ")
                    .doesNotContain("times more");
            assertThat(reported.list.get(4).getFormattedMessage())
                    .contains("; tried ", "times more since it was last said");

            scene.reachable();
            scene.run(Duration.ofSeconds(4));
            scene.unreachable();
            scene.loseEverySession();
            scene.run(Duration.ofSeconds(10));
            assertThat(reported.list.subList(5, reported.list.size()))
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .anyMatch(line -> line.startsWith("smpp1#0 not bound: the server closed the connection"))
                    .anyMatch(line -> line.startsWith("smpp1#0 not bound: not connected"))
                    .hasSize(2);
        } finally {
            logger.detachAppender(reported);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void oldSessionsThatLingerAreWaitedForAndThenReplaced(long seed) {
        PoolScene scene = new PoolScene(seed);
        scene.refuse(new BindOutcome.Refused(CommandStatus.ESME_RALYBND));
        scene.gainAll();
        scene.run(Duration.ofMinutes(2));
        assertThat(scene.openLinks()).isEmpty();
        assertThat(scene.attempts.size()).describedAs("tries in vain").isLessThan(20 * PoolScene.SLOTS);

        scene.reachable();
        scene.run(LONGEST_AFTER_A_REFUSAL);
        assertThat(scene.openLinks()).hasSize(PoolScene.SLOTS);
    }

    @ParameterizedTest
    @CsvSource({"0x05, 200, PT25S", "0x0D, 30, PT5M"}) // ESME_RALYBND, and ESME_RBINDFAIL as wrong credentials have it
    void aBanAfterFailedBindsIsNotProlongedByTryingOften(String status, int mostTries, Duration longestWait) {
        PoolScene scene = new PoolScene(1);
        scene.refuse(new BindOutcome.Refused(Integer.decode(status)));
        scene.pools.gain(0, scene.now());
        scene.run(Duration.ofMinutes(2));
        scene.attempts.clear();
        scene.run(Duration.ofMinutes(30));
        assertThat(scene.attempts).describedAs("tries in half an hour").hasSizeLessThan(mostTries);

        scene.reachable();
        scene.run(longestWait);
        assertThat(scene.openLinks()).hasSize(1);
    }

    private static int greatestInAnySecond(List<PoolScene.Attempt> attempts) {
        return greatestWithin(attempts, SECOND);
    }

    private static int greatestWithin(List<PoolScene.Attempt> attempts, long nanos) {
        int greatest = 0;
        int from = 0;
        for (int to = 0; to < attempts.size(); to++) {
            while (attempts.get(to).nanos() - attempts.get(from).nanos() >= nanos) {
                from++;
            }
            greatest = Math.max(greatest, to - from + 1);
        }
        return greatest;
    }
}

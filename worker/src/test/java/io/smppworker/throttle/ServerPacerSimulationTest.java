package io.smppworker.throttle;

import static io.smppworker.throttle.VirtualTime.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.throttle.SaturatedWorker.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Workers that know nothing of each other, in front of a server that counts every sliding second. */
class ServerPacerSimulationTest {
    private static final int THROTTLE = 50;
    private static final int SLOTS = 4;
    private static final long WARM = 4 * SECOND;
    private static final long END = 64 * SECOND;

    private final VirtualTime time = new VirtualTime();
    private final StrictProvider provider = new StrictProvider(THROTTLE);
    private final SlotPlan plan = SlotPlan.of(List.of("A"), SLOTS, 0, 0, THROTTLE);

    static Stream<Arguments> networks() {
        List<Arguments> networks = new ArrayList<>();
        for (int workers = 1; workers <= SLOTS; workers++) {
            for (int answerMillis : new int[] {0, 300}) {
                networks.add(Arguments.of(workers, 0, answerMillis, 0.995));
                networks.add(Arguments.of(workers, 5, answerMillis, 0.985));
                networks.add(Arguments.of(workers, 20, answerMillis, 0.965));
                networks.add(Arguments.of(workers, 40, answerMillis, 0.94));
            }
        }
        return networks.stream();
    }

    @ParameterizedTest(name = "{0} workers, {1} ms of jitter each way, answered after {2} ms")
    @MethodSource("networks")
    void separateWorkersUseTheContractAndAreNeverThrottled(
            int workers, int jitterMillis, int answerMillis, double leastUse) {
        start(workers, Path.ofMillis(1, jitterMillis, answerMillis, 0));

        time.runUntil(END);

        assertThat(provider.throttled()).isZero();
        assertThat(provider.greatestInAnySecond()).isEqualTo(THROTTLE);
        assertThat(provider.rate(WARM, END)).isGreaterThanOrEqualTo(leastUse * THROTTLE);
    }

    @ParameterizedTest(name = "{0} workers, answered after {1} ms")
    @CsvSource({"1,0", "1,300", "4,0", "4,300"})
    void aDispatcherThatWakesUpLateCostsLittle(int workers, int answerMillis) {
        start(workers, Path.ofMillis(1, 0, answerMillis, 3));

        time.runUntil(END);

        assertThat(provider.throttled()).isZero();
        assertThat(provider.rate(WARM, END)).isGreaterThanOrEqualTo(0.99 * THROTTLE);
    }

    @ParameterizedTest(name = "{0} ms of jitter each way")
    @CsvSource({"0", "5", "40"})
    void aSlotHandedOverUnderLoadNeverExceedsTheContract(int jitterMillis) {
        List<SaturatedWorker> workers = start(2, Path.ofMillis(1, jitterMillis, 20, 1));
        SaturatedWorker from = workers.get(0);
        SaturatedWorker to = workers.get(1);

        for (int round = 0; round < 10; round++) {
            int slot = round % SLOTS;
            SaturatedWorker owner = slot % 2 == 0 ? from : to;
            SaturatedWorker other = slot % 2 == 0 ? to : from;
            time.runUntil(time.nowNanos() + 2 * SECOND + round * 37L * VirtualTime.MILLI);
            owner.lose(slot);
            other.gain(slot, plan.slot(slot).quota());
            time.runUntil(time.nowNanos() + 3 * SECOND);
            other.lose(slot);
            owner.gain(slot, plan.slot(slot).quota());
        }
        time.runUntil(END);

        assertThat(provider.throttled()).isZero();
        assertThat(provider.rate(END - 4 * SECOND, END)).isGreaterThanOrEqualTo(0.94 * THROTTLE);
    }

    @Test
    void workersThatJoinOneAfterTheOtherNeverExceedTheContract() {
        Path path = Path.ofMillis(2, 10, 50, 2);
        List<SaturatedWorker> workers = start(1, path);
        for (int joined = 1; joined < SLOTS; joined++) {
            time.runUntil(joined * 10L * SECOND);
            workers.get(0).lose(joined);
            SaturatedWorker worker = new SaturatedWorker(time, provider, path, 70 + joined);
            worker.gain(joined, plan.slot(joined).quota());
        }

        time.runUntil(END);

        assertThat(provider.throttled()).isZero();
        assertThat(provider.rate(END - 10 * SECOND, END)).isGreaterThanOrEqualTo(0.97 * THROTTLE);
    }

    @Test
    void aStormSlowsToAProbeAndFullSpeedComesBack() {
        List<SaturatedWorker> workers = start(2, Path.ofMillis(1, 2, 10, 1));
        time.runUntil(10 * SECOND);

        provider.storm(true);
        time.runUntil(25 * SECOND);
        provider.storm(false);
        time.runUntil(70 * SECOND);

        assertThat(provider.offered(16 * SECOND, 25 * SECOND)).isBetween(0.5, 0.1 * THROTTLE);
        assertThat(provider.rate(30 * SECOND, 40 * SECOND)).isGreaterThan(0.25 * THROTTLE);
        assertThat(provider.rate(52 * SECOND, 70 * SECOND)).isGreaterThan(0.98 * THROTTLE);
        assertThat(workers)
                .allSatisfy(worker -> assertThat(worker.pacer().usable(worker.clock()))
                        .isEqualTo(worker.pacer().quota(worker.clock())));
    }

    @Test
    void aServerThatAllowsLessThanAgreedIsUsedWithoutHammeringIt() {
        start(2, Path.ofMillis(1, 2, 10, 1));
        time.runUntil(10 * SECOND);

        provider.limit(THROTTLE / 2);
        time.runUntil(130 * SECOND);

        double accepted = provider.rate(20 * SECOND, 130 * SECOND);
        assertThat(accepted).isGreaterThan(0.7 * THROTTLE / 2);
        assertThat(provider.offered(20 * SECOND, 130 * SECOND) - accepted).isLessThan(0.25 * accepted);
    }

    @Test
    void aThrottleOfThousandsIsKeptWithALateDispatcher() {
        int throttle = 3_000;
        StrictProvider fast = new StrictProvider(throttle);
        SaturatedWorker worker = new SaturatedWorker(time, fast, Path.ofMillis(1, 1, 5, 3), 5);
        worker.gain(0, throttle);

        time.runUntil(20 * SECOND);

        assertThat(fast.throttled()).isZero();
        assertThat(fast.rate(WARM, 20 * SECOND)).isGreaterThan(0.985 * throttle);
    }

    @Test
    void noPartOfASecondCarriesABurst() {
        start(1, Path.ofMillis(1, 0, 20, 0));
        time.runUntil(10 * SECOND);

        long part = SECOND / 5;
        for (long from = SECOND; from < 9 * SECOND; from += part / 10) {
            assertThat(provider.offered(from, from + part)).isLessThanOrEqualTo(1.8 * THROTTLE);
        }
    }

    private List<SaturatedWorker> start(int count, Path path) {
        List<SaturatedWorker> workers = new ArrayList<>();
        for (int worker = 0; worker < count; worker++) {
            workers.add(new SaturatedWorker(time, provider, path, 1_000 + worker));
        }
        for (int slot = 0; slot < SLOTS; slot++) {
            workers.get(slot % count).gain(slot, plan.slot(slot).quota());
        }
        return workers;
    }
}

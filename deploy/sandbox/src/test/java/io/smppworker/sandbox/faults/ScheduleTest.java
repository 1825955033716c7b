package io.smppworker.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    private static final Duration SHORT = Duration.ofSeconds(90);
    private static final Duration LONG = Duration.ofMinutes(30);

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, Long.MAX_VALUE})
    void theSameSeedGivesTheSameSchedule(long seed) {
        assertThat(Schedule.of(seed, LONG)).isEqualTo(Schedule.of(seed, LONG));
        assertThat(Schedule.of(seed, LONG)).isNotEqualTo(Schedule.of(seed - 1, LONG));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyKindHappensHoweverShort(long seed) {
        assertThat(kinds(Schedule.of(seed, Schedule.SHORTEST))).isEqualTo(EnumSet.allOf(FaultKind.class));
        assertThat(kinds(Schedule.of(seed, SHORT))).isEqualTo(EnumSet.allOf(FaultKind.class));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void halfAnHourKillsWorkersOftenEnough(long seed) {
        assertThat(Schedule.of(seed, LONG).stream().filter(fault -> fault.kind() == FaultKind.SIGKILL))
                .hasSizeGreaterThanOrEqualTo(34);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void faultsComeInOrderAndEndInTime(long seed) {
        List<Fault> faults = Schedule.of(seed, LONG);
        assertThat(faults.stream().map(Fault::at)).isSorted();
        assertThat(faults).allMatch(fault -> fault.end().compareTo(LONG) <= 0);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void faultsOfOneTrackDoNotOverlap(long seed) {
        for (Set<FaultKind.Target> track : List.of(
                EnumSet.of(FaultKind.Target.WORKER),
                EnumSet.of(FaultKind.Target.SERVER, FaultKind.Target.ALL_SERVERS),
                EnumSet.of(FaultKind.Target.BROKER))) {
            List<Fault> faults = Schedule.of(seed, LONG).stream()
                    .filter(fault -> track.contains(fault.kind().target()))
                    .toList();
            for (int i = 1; i < faults.size(); i++) {
                assertThat(faults.get(i).at())
                        .isGreaterThanOrEqualTo(faults.get(i - 1).end());
            }
        }
    }

    @Test
    void refusesALengthWithoutRoomForAll() {
        assertThatThrownBy(() -> Schedule.of(1, Duration.ofSeconds(20))).isInstanceOf(IllegalArgumentException.class);
    }

    private static Set<FaultKind> kinds(List<Fault> faults) {
        return faults.stream().map(Fault::kind).collect(Collectors.toSet());
    }
}

package io.smppworker.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.smppworker.message.BindType;
import io.smppworker.throttle.SlotPlan.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotPlanTest {
    private static final List<String> TWO_LOCATIONS = List.of("A", "A", "B", "B");

    @Test
    void neighbouringSlotsAlternateLocations() {
        SlotPlan plan = SlotPlan.of(TWO_LOCATIONS, 4, 0, 0, 50);

        assertThat(plan.size()).isEqualTo(16);
        assertThat(plan.slots()).extracting(Slot::server).startsWith(0, 2, 1, 3, 0, 2, 1, 3);
        assertThat(plan.slots()).extracting(Slot::quota).startsWith(12, 13, 12, 13, 13, 12, 13, 12);
        assertThat(plan.slot(5)).isEqualTo(new Slot(5, 2, BindType.TRANSCEIVER, 12));
    }

    @Test
    void locationsOfDifferentSizesAreTakenInTurnWhileTheyLast() {
        SlotPlan plan = SlotPlan.of(List.of("A", "B", "B", "C", "B"), 1, 0, 0, 5);

        assertThat(plan.slots()).extracting(Slot::server).containsExactly(0, 1, 3, 2, 4);
    }

    @Test
    void everyServerKnowsItsLocation() {
        SlotPlan plan = SlotPlan.of(List.of("B", "A", "B"), 1, 0, 0, 5);

        assertThat(plan.servers()).isEqualTo(3);
        assertThat(List.of(plan.location(0), plan.location(1), plan.location(2)))
                .containsExactly(0, 1, 0);
    }

    @Test
    void transmittersAndReceiversAreInterleavedSoThatTwoNeighboursAreOneOfEach() {
        SlotPlan plan = SlotPlan.of(TWO_LOCATIONS, 0, 2, 2, 50);

        for (int slot = 0; slot < plan.size(); slot += 2) {
            assertThat(List.of(plan.slot(slot).type(), plan.slot(slot + 1).type()))
                    .containsExactlyInAnyOrder(BindType.TRANSMITTER, BindType.RECEIVER);
        }
        assertThat(plan.slots()).allMatch(slot -> slot.quota() == (slot.type().transmits() ? 25 : 0));
    }

    @ParameterizedTest(name = "{0} workers")
    @ValueSource(ints = {1, 2, 4, 8})
    void workersThatDivideTheSlotsEvenlyDivideTheRateEvenly(int workers) {
        SlotPlan plan = SlotPlan.of(TWO_LOCATIONS, 4, 0, 0, 50);

        assertThat(ranges(plan, workers)).allMatch(range -> sum(range) == 200 / workers);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyServerSumsToItsThrottleAndEveryRangeToItsEvenShare(long seed) {
        Random random = new Random(seed);
        for (int example = 0; example < 100; example++) {
            List<String> locations = new ArrayList<>();
            for (int server = 1 + random.nextInt(6); server > 0; server--) {
                locations.add("L" + random.nextInt(3));
            }
            int transceivers = random.nextInt(5);
            int transmitters = random.nextInt(4) + (transceivers == 0 ? 1 : 0);
            int receivers = random.nextInt(4);
            int throttle = 1 + random.nextInt(120);

            SlotPlan plan = SlotPlan.of(locations, transceivers, transmitters, receivers, throttle);

            double evenShare = throttle / (double) (transceivers + transmitters);
            for (int server = 0; server < locations.size(); server++) {
                List<Slot> slots = ofServer(plan, server);
                assertThat(sum(slots)).isEqualTo(throttle);
                assertThat(count(slots, BindType.TRANSCEIVER)).isEqualTo(transceivers);
                assertThat(count(slots, BindType.TRANSMITTER)).isEqualTo(transmitters);
                assertThat(count(slots, BindType.RECEIVER)).isEqualTo(receivers);
            }
            assertThat(plan.slots())
                    .filteredOn(slot -> slot.type().transmits())
                    .allSatisfy(slot -> assertThat((double) slot.quota()).isCloseTo(evenShare, within(1.0)));
            for (int workers = 1; workers <= 18; workers++) {
                for (List<Slot> range : ranges(plan, workers)) {
                    long transmitting = range.stream()
                            .filter(slot -> slot.type().transmits())
                            .count();
                    assertThat((double) sum(range)).isCloseTo(transmitting * evenShare, within(2.0));
                }
            }
        }
    }

    @Test
    void receiversAloneCarryNoQuota() {
        assertThat(SlotPlan.of(List.of("A"), 0, 0, 2, 50).slots()).allMatch(slot -> slot.quota() == 0);
    }

    @Test
    void anAccountWithoutServersOrBindsIsRefused() {
        assertThatThrownBy(() -> SlotPlan.of(List.of(), 4, 0, 0, 50)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SlotPlan.of(List.of("A"), 0, 0, 0, 50)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SlotPlan.of(List.of("A"), 4, -1, 0, 50)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Contiguous ranges as the range assignor makes them: the first ones get one more. */
    private static List<List<Slot>> ranges(SlotPlan plan, int workers) {
        List<List<Slot>> ranges = new ArrayList<>();
        int from = 0;
        for (int worker = 0; worker < workers; worker++) {
            int to = from + plan.size() / workers + (worker < plan.size() % workers ? 1 : 0);
            ranges.add(plan.slots().subList(from, to));
            from = to;
        }
        return ranges;
    }

    private static List<Slot> ofServer(SlotPlan plan, int server) {
        return plan.slots().stream().filter(slot -> slot.server() == server).toList();
    }

    private static int sum(List<Slot> slots) {
        return slots.stream().mapToInt(Slot::quota).sum();
    }

    private static long count(List<Slot> slots, BindType type) {
        return slots.stream().filter(slot -> slot.type() == type).count();
    }
}

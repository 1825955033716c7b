package io.smppworker.lease;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** What a simulated member owns of one kind of unit, and how far it is with giving it up. */
final class SimulatedUnits {
    final Set<Integer> owned = new TreeSet<>();
    final Set<Integer> released = new TreeSet<>();
    /** Seconds that a unit still takes to drain. */
    final Map<Integer, Integer> draining = new TreeMap<>();

    Set<Integer> leaving() {
        Set<Integer> leaving = new TreeSet<>(released);
        leaving.addAll(draining.keySet());
        return leaving;
    }

    void leave(int unit, int seconds) {
        if (!released.contains(unit)) {
            draining.putIfAbsent(unit, seconds);
        }
    }

    void leaveAll(RandomGenerator random, int slowestDrain) {
        owned.forEach(unit -> leave(unit, random.nextInt(slowestDrain)));
    }

    /** Goes on using what is not asked for any more. */
    void keepUnless(Set<Integer> asked) {
        draining.keySet().retainAll(asked);
    }

    /** Units that have been released within these seconds. */
    Set<Integer> drain(int seconds) {
        Set<Integer> drained = new TreeSet<>();
        draining.replaceAll((unit, left) -> left - seconds);
        draining.forEach((unit, left) -> {
            if (left <= 0) {
                drained.add(unit);
            }
        });
        draining.keySet().removeAll(drained);
        released.addAll(drained);
        return drained;
    }

    void own(Set<Integer> units) {
        owned.clear();
        owned.addAll(units);
        released.retainAll(units);
        draining.keySet().retainAll(units);
    }
}

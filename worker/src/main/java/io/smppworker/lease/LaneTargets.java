package io.smppworker.lease;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Which member should own which lane: as many as its weight says, rounded down or up, and as few moves as that allows. Members
 * that have more than the lower number are the first to get the upper one, so that nothing moves while all are within the two.
 */
final class LaneTargets {
    private final Holdings lanes;
    private final List<Integer> candidates;
    private final long[] weights;
    private final long total;
    private final int[] target;
    /** How many more lanes each candidate should have. */
    private final int[] missing;

    private LaneTargets(Holdings lanes, List<Integer> candidates, long[] weights) {
        this.lanes = lanes;
        this.candidates = candidates;
        this.weights = weights;
        this.total = Arrays.stream(weights).sum();
        this.target = new int[lanes.size()];
        this.missing = new int[candidates.size()];
        Arrays.fill(target, Holdings.NOBODY);
    }

    /**
     * The owner that each lane should have.
     *
     * @param lanes the lanes and their present owners
     * @param candidates indices of the members among whom to share, in the order of their ids
     * @param weights by candidate; not all zero
     * @return for each lane the index of a member; {@link Holdings#NOBODY} when there are no candidates
     */
    static int[] of(Holdings lanes, List<Integer> candidates, long[] weights) {
        LaneTargets targets = new LaneTargets(lanes, candidates, weights);
        if (!candidates.isEmpty()) {
            targets.keep(targets.shares());
            targets.fill();
        }
        return targets.target;
    }

    /** How many lanes each candidate should have: the lower number, and the upper one while some are left over. */
    private int[] shares() {
        int[] shares = new int[candidates.size()];
        boolean[] over = new boolean[shares.length];
        List<Integer> upper = new ArrayList<>();
        int left = lanes.size();
        for (int candidate = 0; candidate < shares.length; candidate++) {
            shares[candidate] = (int) (lanes.size() * weights[candidate] / total);
            over[candidate] = kept(candidate) > shares[candidate];
            left -= shares[candidate];
            if (remainder(candidate) > 0) {
                upper.add(candidate);
            }
        }
        upper.sort(Comparator.<Integer, Boolean>comparing(candidate -> !over[candidate])
                .thenComparing(this::remainder, Comparator.reverseOrder())
                .thenComparing(Comparator.naturalOrder()));
        upper.subList(0, left).forEach(candidate -> shares[candidate]++);
        return shares;
    }

    private long remainder(int candidate) {
        return lanes.size() * weights[candidate] % total;
    }

    private int kept(int candidate) {
        int kept = 0;
        for (int lane = 0; lane < lanes.size(); lane++) {
            kept += lanes.keeps(candidates.get(candidate), lane) ? 1 : 0;
        }
        return kept;
    }

    private void keep(int[] shares) {
        for (int candidate = 0; candidate < shares.length; candidate++) {
            missing[candidate] = shares[candidate];
            for (int lane = 0; lane < lanes.size() && missing[candidate] > 0; lane++) {
                if (lanes.keeps(candidates.get(candidate), lane)) {
                    give(lane, candidate);
                }
            }
        }
    }

    /** Free lanes first, as they are usable at once; then a lane that a member is leaving goes to itself, not to others. */
    private void fill() {
        for (int lane = 0; lane < lanes.size(); lane++) {
            if (target[lane] == Holdings.NOBODY && lanes.owner(lane) == Holdings.NOBODY) {
                give(lane, neediest());
            }
        }
        for (int candidate = 0; candidate < missing.length; candidate++) {
            for (int lane = 0; lane < lanes.size() && missing[candidate] > 0; lane++) {
                if (target[lane] == Holdings.NOBODY
                        && lanes.owner(lane) == candidates.get(candidate)
                        && !lanes.released(lane)) {
                    give(lane, candidate);
                }
            }
        }
        for (int lane = 0; lane < lanes.size(); lane++) {
            if (target[lane] == Holdings.NOBODY) {
                give(lane, neediest());
            }
        }
    }

    private int neediest() {
        int neediest = 0;
        for (int candidate = 1; candidate < missing.length; candidate++) {
            if (missing[candidate] > missing[neediest]) {
                neediest = candidate;
            }
        }
        return neediest;
    }

    private void give(int lane, int candidate) {
        target[lane] = candidates.get(candidate);
        missing[candidate]--;
    }
}

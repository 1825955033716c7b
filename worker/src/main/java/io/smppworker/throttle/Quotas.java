package io.smppworker.throttle;

import java.util.HashMap;
import java.util.Map;

/** The quotas of one server's slots that this worker holds, and from when each of them counts. */
final class Quotas {
    private record Grant(int quota, long fromNanos) {}

    private final Map<Integer, Grant> grants = new HashMap<>();

    void gain(int slot, int quota, long fromNanos) {
        grants.putIfAbsent(slot, new Grant(quota, fromNanos));
    }

    /** Changes the quota of a slot that is held; the new one counts from when the old one does. */
    void change(int slot, int quota) {
        grants.computeIfPresent(slot, (held, grant) -> new Grant(quota, grant.fromNanos));
    }

    void lose(int slot) {
        grants.remove(slot);
    }

    /** The sum of the quotas that count at this time. */
    int at(long nowNanos) {
        int sum = 0;
        for (Grant grant : grants.values()) {
            if (grant.fromNanos <= nowNanos) {
                sum += grant.quota;
            }
        }
        return sum;
    }

    /** When the next quota begins to count; {@link Long#MAX_VALUE} if none is waiting. */
    long nextNanos(long nowNanos) {
        long next = Long.MAX_VALUE;
        for (Grant grant : grants.values()) {
            if (grant.fromNanos > nowNanos && grant.quota > 0) {
                next = Math.min(next, grant.fromNanos);
            }
        }
        return next;
    }
}

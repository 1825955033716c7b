package io.smppworker.throttle;

import java.util.Arrays;

/** A queue of instants in the order of time, which can also be asked by position. Grows as needed. */
final class Instants {
    private long[] ring = new long[64];
    private int head;
    private int size;

    int size() {
        return size;
    }

    /** Appends an instant; one that is earlier than the last counts as the last, so that the order always holds. */
    void add(long nanos) {
        if (size == ring.length) {
            long[] larger = Arrays.copyOf(ring, size * 2);
            System.arraycopy(ring, 0, larger, size, head);
            ring = larger;
        }
        long last = size == 0 ? nanos : get(size - 1);
        ring[(head + size) & (ring.length - 1)] = Math.max(nanos, last);
        size++;
    }

    /** The instant at this position, 0 being the earliest. */
    long get(int position) {
        return ring[(head + position) & (ring.length - 1)];
    }

    /** Drops every instant that is not later than the given one. */
    void dropUpTo(long nanos) {
        while (size > 0 && ring[head] <= nanos) {
            head = (head + 1) & (ring.length - 1);
            size--;
        }
    }

    /** How many instants are later than the given one. */
    int countAfter(long nanos) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (get(middle) <= nanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return size - low;
    }
}

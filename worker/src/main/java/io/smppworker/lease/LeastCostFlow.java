package io.smppworker.lease;

import java.util.Arrays;

/**
 * Minimum-cost flow by successive shortest paths (Bellman-Ford on the residual network), for networks of some thousand
 * edges whose costs may rise with every unit. A price has three levels, the higher of which outweighs any amount of the
 * lower. Sending one unit from each source, in any order, leaves a flow of least total cost, as long as no source has an
 * edge into it; a source's edges need not be there before. Quickest when edges near the sink are added first: every other
 * pass runs from the last edge to the first. The same calls give the same flow. Not thread-safe.
 */
final class LeastCostFlow {
    /** Levels of one price; the first weighs more than any amount of the second, and so on. */
    record Price(long high, long middle, long low) {
        static final Price FREE = new Price(0, 0, 0);
    }

    private final int nodes;
    private int edges;
    private int[] from = new int[64];
    private int[] to = new int[64];
    private int[] left = new int[64];
    private int[] sent = new int[64];
    private Price[] first = new Price[64];
    private Price[] step = new Price[64];

    private final boolean[] reached;
    private final long[] high;
    private final long[] middle;
    private final long[] low;
    /** Edge over which a node was reached: its number, or its complement when against its direction. */
    private final int[] via;

    LeastCostFlow(int nodes) {
        this.nodes = nodes;
        this.reached = new boolean[nodes];
        this.high = new long[nodes];
        this.middle = new long[nodes];
        this.low = new long[nodes];
        this.via = new int[nodes];
    }

    /**
     * Adds an edge.
     *
     * @param first the price of its first unit
     * @param step by how much each further unit is dearer; not negative
     * @return its number, for {@link #sent}
     */
    int edge(int from, int to, int capacity, Price first, Price step) {
        if (edges == this.from.length) {
            grow();
        }
        this.from[edges] = from;
        this.to[edges] = to;
        this.left[edges] = capacity;
        this.first[edges] = first;
        this.step[edges] = step;
        return edges++;
    }

    private void grow() {
        int room = 2 * edges;
        from = Arrays.copyOf(from, room);
        to = Arrays.copyOf(to, room);
        left = Arrays.copyOf(left, room);
        sent = Arrays.copyOf(sent, room);
        first = Arrays.copyOf(first, room);
        step = Arrays.copyOf(step, room);
    }

    /** Units that flow over this edge. */
    int sent(int edge) {
        return sent[edge];
    }

    /** Sends one more unit the cheapest way. False when there is none. */
    boolean send(int source, int sink) {
        Arrays.fill(reached, false);
        reached[source] = true;
        high[source] = 0;
        middle[source] = 0;
        low[source] = 0;
        via[source] = Integer.MAX_VALUE;
        int pass = 0;
        while (shorten(pass % 2 == 1)) {
            pass++;
            if (pass > 2 * nodes) {
                throw new IllegalStateException("a cycle of negative cost");
            }
        }
        if (!reached[sink]) {
            return false;
        }
        int node = sink;
        while (node != source) {
            boolean forward = via[node] >= 0;
            int edge = forward ? via[node] : ~via[node];
            left[edge] -= forward ? 1 : -1;
            sent[edge] += forward ? 1 : -1;
            node = forward ? from[edge] : to[edge];
        }
        return true;
    }

    /** Tries every edge once, the last first or the other way round. False when none helped. */
    private boolean shorten(boolean ascending) {
        boolean shortened = false;
        for (int i = 0; i < edges; i++) {
            int edge = ascending ? i : edges - 1 - i;
            if (left[edge] > 0 && reached[from[edge]]) {
                shortened |= reach(to[edge], from[edge], edge, sent[edge], 1);
            }
            if (sent[edge] > 0 && reached[to[edge]]) {
                shortened |= reach(from[edge], to[edge], edge, sent[edge] - 1, -1);
            }
        }
        return shortened;
    }

    /** Whether this way to the node is the cheapest so far, which it then takes. */
    private boolean reach(int node, int before, int edge, int units, int sign) {
        Price base = first[edge];
        Price more = step[edge];
        long newHigh = high[before] + sign * (base.high + units * more.high);
        if (reached[node] && newHigh > high[node]) {
            return false;
        }
        long newMiddle = middle[before] + sign * (base.middle + units * more.middle);
        long newLow = low[before] + sign * (base.low + units * more.low);
        if (reached[node]
                && newHigh == high[node]
                && (newMiddle > middle[node] || (newMiddle == middle[node] && newLow >= low[node]))) {
            return false;
        }
        reached[node] = true;
        high[node] = newHigh;
        middle[node] = newMiddle;
        low[node] = newLow;
        via[node] = sign > 0 ? edge : ~edge;
        return true;
    }
}

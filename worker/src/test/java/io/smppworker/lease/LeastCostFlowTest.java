package io.smppworker.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.lease.LeastCostFlow.Price;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeastCostFlowTest {
    private static final int ITEMS = 5;
    private static final int BINS = 3;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void itCostsNoMoreThanTheBestOfAllWays(long seed) {
        Random random = new Random(seed);
        for (int example = 0; example < 50; example++) {
            int[][] costs = new int[ITEMS][BINS];
            for (int[] row : costs) {
                for (int bin = 0; bin < BINS; bin++) {
                    row[bin] = random.nextInt(10);
                }
            }
            int step = random.nextInt(5);

            assertThat(byFlow(costs, step)).isEqualTo(best(costs, step, 0, new int[BINS]));
        }
    }

    @Test
    void aHigherLevelOutweighsAnyAmountOfALowerOne() {
        LeastCostFlow flow = new LeastCostFlow(3);
        int dear = flow.edge(0, 1, 1, new Price(1, 0, 0), Price.FREE);
        int cheap = flow.edge(0, 1, 1, new Price(0, 1_000, 1_000_000), Price.FREE);
        flow.edge(1, 2, 1, Price.FREE, Price.FREE);

        assertThat(flow.send(0, 2)).isTrue();

        assertThat(flow.sent(dear)).isZero();
        assertThat(flow.sent(cheap)).isOne();
    }

    @Test
    void nothingIsSentWhereThereIsNoRoom() {
        LeastCostFlow flow = new LeastCostFlow(2);
        flow.edge(0, 1, 1, Price.FREE, Price.FREE);

        assertThat(flow.send(0, 1)).isTrue();
        assertThat(flow.send(0, 1)).isFalse();
    }

    /** Each further item in a bin is dearer by the step. */
    private static int byFlow(int[][] costs, int step) {
        int sink = ITEMS + BINS;
        LeastCostFlow flow = new LeastCostFlow(sink + 1);
        for (int bin = 0; bin < BINS; bin++) {
            flow.edge(ITEMS + bin, sink, ITEMS, Price.FREE, new Price(0, 0, step));
        }
        int[][] edges = new int[ITEMS][BINS];
        for (int item = 0; item < ITEMS; item++) {
            for (int bin = 0; bin < BINS; bin++) {
                edges[item][bin] = flow.edge(item, ITEMS + bin, 1, new Price(0, 0, costs[item][bin]), Price.FREE);
            }
            assertThat(flow.send(item, sink)).isTrue();
        }
        int cost = 0;
        int[] filled = new int[BINS];
        for (int item = 0; item < ITEMS; item++) {
            for (int bin = 0; bin < BINS; bin++) {
                if (flow.sent(edges[item][bin]) > 0) {
                    cost += costs[item][bin] + step * filled[bin]++;
                }
            }
        }
        return cost;
    }

    private static int best(int[][] costs, int step, int item, int[] filled) {
        if (item == ITEMS) {
            return 0;
        }
        int best = Integer.MAX_VALUE;
        for (int bin = 0; bin < BINS; bin++) {
            int here = costs[item][bin] + step * filled[bin]++;
            best = Math.min(best, here + best(costs, step, item + 1, filled));
            filled[bin]--;
        }
        return best;
    }
}

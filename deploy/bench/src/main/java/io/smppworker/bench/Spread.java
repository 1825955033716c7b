package io.smppworker.bench;

import java.util.List;
import java.util.Locale;

/** What several runs have measured: the middle of it, the least and the greatest. */
record Spread(double median, double least, double greatest, int runs) {
    /** At least one; of an even number, the lower of the two in the middle. */
    static Spread of(List<Double> values) {
        List<Double> ascending = values.stream().sorted().toList();
        int runs = ascending.size();
        return new Spread(ascending.get((runs - 1) / 2), ascending.get(0), ascending.get(runs - 1), runs);
    }

    @Override
    public String toString() {
        return runs == 1
                ? String.format(Locale.ROOT, "%,.3f", median)
                : String.format(Locale.ROOT, "%,.3f (%,.3f to %,.3f)", median, least, greatest);
    }
}

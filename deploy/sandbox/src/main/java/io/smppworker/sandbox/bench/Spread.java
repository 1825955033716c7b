package io.smppworker.sandbox.bench;

import java.util.List;
import java.util.Locale;

/** One figure, measured once or several times: the middle of them, the least and the greatest. */
record Spread(double median, double least, double greatest, int runs) {
    static Spread of(double value) {
        return of(List.of(value));
    }

    /** At least one; of an even number, the lower of the two in the middle. */
    static Spread of(List<Double> values) {
        List<Double> ascending = values.stream().sorted().toList();
        int runs = ascending.size();
        return new Spread(ascending.get((runs - 1) / 2), ascending.get(0), ascending.get(runs - 1), runs);
    }

    /** The middle, as the result has it. */
    double rounded() {
        return Math.round(median * 1000) / 1000.0;
    }

    @Override
    public String toString() {
        return runs == 1
                ? String.format(Locale.ROOT, "%,.3f", median)
                : String.format(Locale.ROOT, "%,.3f (%,.3f to %,.3f)", median, least, greatest);
    }
}

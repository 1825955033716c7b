package io.smppworker.bench;

import java.util.ArrayList;
import java.util.List;

/** One figure, measured once in every run. Not thread-safe. */
final class Figure {
    private final String scenario;
    private final Target target;
    private final boolean isBound;
    private final List<Double> measured = new ArrayList<>();
    private String what = "";

    /** @param isBound whether what counts is the greatest of all runs, not the middle */
    Figure(String scenario, Target target, boolean isBound) {
        this.scenario = scenario;
        this.target = target;
        this.isBound = isBound;
    }

    /** @param inWords what was measured, with its unit */
    void add(String inWords, double value) {
        what = inWords;
        measured.add(value);
    }

    String scenario() {
        return scenario;
    }

    String what() {
        return what;
    }

    Target target() {
        return target;
    }

    Spread spread() {
        return Spread.of(measured);
    }

    /** The one number that stands for all runs. */
    double value() {
        return isBound ? spread().greatest() : spread().median();
    }

    /** As the result has it. */
    double rounded() {
        return Math.round(value() * 1000) / 1000.0;
    }
}

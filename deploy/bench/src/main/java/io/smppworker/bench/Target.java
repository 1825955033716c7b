package io.smppworker.bench;

import java.util.Locale;
import java.util.OptionalDouble;

/** What a figure is to be: at least or at most a number, or as it comes. */
record Target(Sense sense, double bound) {
    static final Target NONE = new Target(Sense.NONE, 0);

    private enum Sense {
        AT_LEAST,
        AT_MOST,
        NONE
    }

    static Target atLeast(double bound) {
        return new Target(Sense.AT_LEAST, bound);
    }

    static Target atMost(double bound) {
        return new Target(Sense.AT_MOST, bound);
    }

    /**
     * How the measured stands to it: 1 just reaches it, more is better, less misses it. Empty without a bound to divide by
     * or into.
     */
    OptionalDouble reached(double measured) {
        return switch (sense) {
            case AT_LEAST -> ratio(measured, bound);
            case AT_MOST -> ratio(bound, measured);
            case NONE -> OptionalDouble.empty();
        };
    }

    private static OptionalDouble ratio(double dividend, double divisor) {
        return dividend > 0 && divisor > 0 ? OptionalDouble.of(dividend / divisor) : OptionalDouble.empty();
    }

    /** Whether the measured is as it is to be. */
    boolean isMet(double measured) {
        return switch (sense) {
            case AT_LEAST -> measured >= bound;
            case AT_MOST -> measured <= bound;
            case NONE -> true;
        };
    }

    @Override
    public String toString() {
        return switch (sense) {
            case AT_LEAST -> ">= " + number();
            case AT_MOST -> "<= " + number();
            case NONE -> "";
        };
    }

    private String number() {
        return bound == Math.rint(bound)
                ? String.format(Locale.ROOT, "%,.0f", bound)
                : String.format(Locale.ROOT, "%,.3f", bound);
    }
}

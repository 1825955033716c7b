package io.smppworker.bench;

import io.smppworker.sandbox.provider.SimulatedProvider;
import io.smppworker.sandbox.provider.SubmitRow;
import io.smppworker.sandbox.referee.Limits;
import io.smppworker.sandbox.referee.WireSeen;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The submit_sm that a provider saw, in order of arrival; times in seconds count from the first. */
final class Arrivals {
    private static final double NEARLY = 0.97;

    private final WireSeen wire;
    private final List<SubmitRow> rows;

    private Arrivals(WireSeen wire) {
        this.wire = wire;
        rows = wire.submits();
    }

    /** @throws IllegalStateException when there are none */
    static Arrivals at(SimulatedProvider provider) {
        Arrivals arrivals = new Arrivals(WireSeen.of(provider));
        if (arrivals.rows.isEmpty()) {
            throw new IllegalStateException("no submit_sm has arrived");
        }
        return arrivals;
    }

    /** When the first of all arrived, in seconds from a time of the provider's clock. */
    double firstSeconds(long fromNanos) {
        return (double) (rows.get(0).nanos() - fromNanos) / TimeUnit.SECONDS.toNanos(1);
    }

    /** Taken per second, on average over this time. */
    double takenPerSecond(int fromSeconds, int seconds) {
        long taken = rows.stream()
                .filter(SubmitRow::accepted)
                .filter(row -> seconds(row) >= fromSeconds && seconds(row) < fromSeconds + seconds)
                .count();
        return (double) taken / seconds;
    }

    /** Taken between two times of the provider's clock. */
    long taken(long fromNanos, long toNanos) {
        return rows.stream()
                .filter(row -> row.accepted() && row.nanos() >= fromNanos && row.nanos() < toNanos)
                .count();
    }

    /**
     * How long, from a time of the provider's clock on, until the first second in which nearly as many were taken as may
     * be, in seconds.
     *
     * @throws IllegalStateException when there was no such second
     */
    double wholeAgainSeconds(long fromNanos, int perSecond) {
        long[] taken = rows.stream()
                .filter(row -> row.accepted() && row.nanos() >= fromNanos)
                .mapToLong(SubmitRow::nanos)
                .sorted()
                .toArray();
        int nearly = (int) (NEARLY * perSecond);
        for (int i = 0; i + nearly < taken.length; i++) {
            if (taken[i + nearly] - taken[i] <= TimeUnit.SECONDS.toNanos(1)) {
                return (double) (taken[i] - fromNanos) / TimeUnit.SECONDS.toNanos(1);
            }
        }
        throw new IllegalStateException("the whole rate was not used again");
    }

    /** Answered with ESME_RTHROTTLED from then on. */
    int throttled(int fromSeconds) {
        return (int) rows.stream()
                .filter(row -> row.throttled() && seconds(row) >= fromSeconds)
                .count();
    }

    /** Most that arrived in any second at one server, throttled ones and all. */
    int greatestPerSecond() {
        return Limits.of(wire).maxRatePerServer().values().stream()
                .mapToInt(most -> most)
                .max()
                .orElse(0);
    }

    private double seconds(SubmitRow row) {
        return (double) (row.nanos() - rows.get(0).nanos()) / TimeUnit.SECONDS.toNanos(1);
    }
}

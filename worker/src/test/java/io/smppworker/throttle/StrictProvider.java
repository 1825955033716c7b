package io.smppworker.throttle;

import static io.smppworker.throttle.VirtualTime.SECOND;

import java.util.ArrayList;
import java.util.List;

/** The strictest server: every arrival counts, refused ones too, in any sliding second; what is above the limit is refused. */
final class StrictProvider {
    private final List<Long> arrivals = new ArrayList<>();
    private final List<Long> accepted = new ArrayList<>();
    private int windowStart;
    private int greatestInAnySecond;
    private int throttled;
    private int limit;
    private boolean storm;

    StrictProvider(int limit) {
        this.limit = limit;
    }

    void storm(boolean storm) {
        this.storm = storm;
    }

    void limit(int limit) {
        this.limit = limit;
    }

    /** Returns whether the message is accepted. */
    boolean arrive(long nowNanos) {
        arrivals.add(nowNanos);
        while (arrivals.get(windowStart) <= nowNanos - SECOND) {
            windowStart++;
        }
        int inLastSecond = arrivals.size() - windowStart;
        greatestInAnySecond = Math.max(greatestInAnySecond, inLastSecond);
        if (storm || inLastSecond > limit) {
            throttled++;
            return false;
        }
        accepted.add(nowNanos);
        return true;
    }

    int greatestInAnySecond() {
        return greatestInAnySecond;
    }

    int throttled() {
        return throttled;
    }

    /** Messages accepted per second between two instants. */
    double rate(long fromNanos, long toNanos) {
        long count =
                accepted.stream().filter(at -> at >= fromNanos && at < toNanos).count();
        return count / ((toNanos - fromNanos) / (double) SECOND);
    }

    /** Arrivals, refused ones too, per second between two instants. */
    double offered(long fromNanos, long toNanos) {
        long count =
                arrivals.stream().filter(at -> at >= fromNanos && at < toNanos).count();
        return count / ((toNanos - fromNanos) / (double) SECOND);
    }
}

package io.smppworker.bench;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** How fast waiting deliver_sm are taken in and correlated, from counts that are asked for again and again. */
final class Drain {
    private static final long STANDSTILL_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final int messages;
    private long acknowledged;
    private long published;
    private long changedNanos;
    private long firstNanos;
    private long acknowledgedNanos;
    private long publishedNanos;
    private long publishedWhenStored;

    /** @param messages how many are to come */
    Drain(int messages, long nowNanos) {
        this.messages = messages;
        this.changedNanos = nowNanos;
    }

    /**
     * How it stands now.
     *
     * @param acknowledgedSoFar deliver_sm answered with ESME_ROK
     * @param publishedSoFar messages with a final receipt
     * @return whether nothing more is to come: all of it has, or nothing has for a minute
     */
    boolean isOver(long acknowledgedSoFar, long publishedSoFar, long nowNanos) {
        if (firstNanos == 0 && acknowledgedSoFar > 0) {
            firstNanos = nowNanos;
        }
        if (acknowledgedNanos == 0 && acknowledgedSoFar >= messages) {
            acknowledgedNanos = nowNanos;
            publishedWhenStored = publishedSoFar;
        }
        if (publishedNanos == 0 && publishedSoFar >= messages) {
            publishedNanos = nowNanos;
        }
        if (acknowledgedSoFar != acknowledged || publishedSoFar != published) {
            changedNanos = nowNanos;
        }
        acknowledged = acknowledgedSoFar;
        published = publishedSoFar;
        return isComplete() || nowNanos - changedNanos > STANDSTILL_NANOS;
    }

    /** Whether all of it has come, so that there are rates. */
    boolean isComplete() {
        return acknowledgedNanos != 0 && publishedNanos != 0;
    }

    /** Per second, from the first one to the last. */
    double stored() {
        return messages * 1e9 / (acknowledgedNanos - firstNanos);
    }

    /** Per second, from the first one stored to the last one published. */
    double correlated() {
        return messages * 1e9 / (publishedNanos - firstNanos);
    }

    /** Per second, of those that were left when the last was stored; empty when none were. */
    OptionalDouble correlatedOnceStored() {
        return publishedNanos > acknowledgedNanos
                ? OptionalDouble.of((messages - publishedWhenStored) * 1e9 / (publishedNanos - acknowledgedNanos))
                : OptionalDouble.empty();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d of %,d acknowledged, %,d published", acknowledged, messages, published);
    }
}

package io.smppworker.sandbox.faults;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** The requests of the load, one after the other: the same for the same seed. Not thread-safe. */
final class LoadRequests {
    private static final int ONE_LONG_IN = 5;
    private static final int ONE_REPORT_IN = 6;
    private static final int ONE_REFUSED_IN = 100;
    private static final int ONE_EXPIRING_IN = 50;
    private static final Duration EXPIRY = Duration.ofSeconds(20);
    private static final String REFUSED = "97011";
    /** What every destination begins with. */
    static final String COUNTRY = "2782";

    private static final String SHORT = "Your order is ready";
    private static final String LONG = "Your order is ready. ".repeat(19);
    private static final int LONG_SEGMENTS = 3;
    private static final String UNICODE = "заказ готов ".repeat(10);
    /** In every text there is one of these. */
    static final List<String> TEXTS = List.of(SHORT, "заказ готов");

    private static final int UNICODE_SEGMENTS = 2;

    private final Random random;
    private final String prefix;
    private int count;

    LoadRequests(long seed) {
        random = new Random(seed);
        prefix = "faults-" + seed + "-";
    }

    Sent next() {
        String messageId = prefix + ++count;
        boolean isRefused = random.nextInt(ONE_REFUSED_IN) == 0;
        // the fifth digit from the end is 1, so that no number asks the provider for a special outcome by chance
        String to = COUNTRY + (isRefused ? "00" + REFUSED : "00" + (10_000 + random.nextInt(9_000)));
        boolean isReport = random.nextInt(ONE_REPORT_IN) == 0;
        Duration expiry = random.nextInt(ONE_EXPIRING_IN) == 0 ? EXPIRY : null;
        if (random.nextInt(ONE_LONG_IN) != 0) {
            return new Sent(messageId, to, SHORT, 1, isReport, expiry);
        }
        return random.nextBoolean()
                ? new Sent(messageId, to, LONG, LONG_SEGMENTS, isReport, expiry)
                : new Sent(messageId, to, UNICODE, UNICODE_SEGMENTS, isReport, expiry);
    }
}

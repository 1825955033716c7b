package io.smppworker.smpp;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what is wrong with the PDUs of one session: one line a minute at most, since it is seldom one PDU only. */
final class FaultLog {
    private static final Logger LOG = LoggerFactory.getLogger(FaultLog.class);
    private static final long EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private long lastLoggedNanos;
    private boolean logged;
    private int suppressed;

    /** @param now in nanoseconds of a monotonic clock */
    void log(String session, String fault, long now) {
        if (logged && now - lastLoggedNanos < EVERY_NANOS) {
            suppressed++;
            return;
        }
        String before = suppressed == 0 ? "" : "; %d more since the last one logged".formatted(suppressed);
        LOG.warn("{} {}{}", session, fault, before);
        logged = true;
        lastLoggedNanos = now;
        suppressed = 0;
    }
}

package io.smppworker.app;

import io.smppworker.ops.RateHistory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Recent rates of submit_sm and deliver_sm, by server. Thread-safe. */
final class ServerRates {
    private final LongSupplier ticker;
    private final Map<String, RateHistory> submits = new ConcurrentHashMap<>();
    private final Map<String, RateHistory> deliveries = new ConcurrentHashMap<>();

    ServerRates(LongSupplier ticker) {
        this.ticker = ticker;
    }

    void submitted(String server) {
        history(submits, server).count(ticker.getAsLong());
    }

    void delivered(String server) {
        history(deliveries, server).count(ticker.getAsLong());
    }

    /** submit_sm per second in each span, the oldest first. */
    List<Double> submits(String server) {
        return history(submits, server).perSecond(ticker.getAsLong());
    }

    /** deliver_sm per second in each span, the oldest first. */
    List<Double> deliveries(String server) {
        return history(deliveries, server).perSecond(ticker.getAsLong());
    }

    private static RateHistory history(Map<String, RateHistory> histories, String server) {
        return histories.computeIfAbsent(server, first -> new RateHistory());
    }
}

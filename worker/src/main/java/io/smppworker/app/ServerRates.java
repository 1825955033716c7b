package io.smppworker.app;

import io.smppworker.ops.RateHistory;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Recent rates of submit_sm and deliver_sm, by server. Thread-safe. */
final class ServerRates {
    private final LongSupplier ticker;
    private final Map<String, RateHistory> submits;
    private final Map<String, RateHistory> deliveries;

    ServerRates(List<String> servers, LongSupplier ticker) {
        this.ticker = ticker;
        this.submits = histories(servers);
        this.deliveries = histories(servers);
    }

    private static Map<String, RateHistory> histories(List<String> servers) {
        return servers.stream().collect(Collectors.toUnmodifiableMap(server -> server, server -> new RateHistory()));
    }

    void submitted(String server) {
        count(submits, server);
    }

    void delivered(String server) {
        count(deliveries, server);
    }

    private void count(Map<String, RateHistory> histories, String server) {
        RateHistory history = histories.get(server);
        if (history != null) {
            history.count(ticker.getAsLong());
        }
    }

    /** submit_sm per second in each span, the oldest first. */
    List<Double> submits(String server) {
        return perSecond(submits, server);
    }

    /** deliver_sm per second in each span, the oldest first. */
    List<Double> deliveries(String server) {
        return perSecond(deliveries, server);
    }

    private List<Double> perSecond(Map<String, RateHistory> histories, String server) {
        RateHistory history = histories.get(server);
        return history == null ? List.of() : history.perSecond(ticker.getAsLong());
    }
}

package io.smppworker.sandbox.provider;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The log's answers that are cheap enough to be asked every second, however long the log.
 *
 * @param nowNanos the provider's monotonic clock
 * @param bindsNow by server
 */
public record LogCounts(long nowNanos, SubmitCounts submits, DeliverCounts receipts, Map<String, Integer> bindsNow) {
    /** Sessions bound now, over all servers. */
    public int sessionsBound() {
        return bindsNow.values().stream().mapToInt(binds -> binds).sum();
    }

    static LogCounts of(PduLog log, List<ServerEndpoint> servers) {
        Map<String, Integer> bindsNow = new LinkedHashMap<>();
        servers.forEach(server -> bindsNow.put(server.name(), log.bindsNow(server.name())));
        return new LogCounts(System.nanoTime(), log.submits(), log.receipts(), bindsNow);
    }
}

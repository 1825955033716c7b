package io.smppworker.config;

import io.smppworker.message.MessageIdForm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One account with one provider.
 *
 * @param binds per server
 * @param window outstanding submit_sm per bind
 * @param throttle submit_sm per second per server, over all workers
 * @param localAddress local address to connect from
 */
public record AccountConfig(
        String systemId,
        Secret password,
        String systemType,
        Binds binds,
        int window,
        int throttle,
        List<Server> servers,
        Tls tls,
        @Nullable String localAddress,
        MessageIds messageIds,
        Timers timers) {

    /** Sessions per server by type; together they are the bind slots of a server. */
    public record Binds(int transceiver, int transmitter, int receiver) {
        public int total() {
            return transceiver + transmitter + receiver;
        }
    }

    /**
     * One server of the provider.
     *
     * @param location data centre; slots alternate over locations
     */
    public record Server(String name, String host, int port, String location, Population population) {}

    /** How crowded a server is; the less crowded is preferred when idle. */
    public enum Population {
        LOW,
        MEDIUM,
        HIGH
    }

    /**
     * TLS towards the provider.
     *
     * @param caFile PEM file of trusted authorities; null trusts the JVM's public ones
     */
    public record Tls(
            boolean enabled,
            boolean verifyHostname,
            @Nullable Path caFile,
            List<String> protocols) {}

    /** In which form message ids come in submit_sm_resp and in receipts. */
    public record MessageIds(MessageIdForm submitResp, MessageIdForm receipt) {}

    /**
     * Session timers (SMPP 3.4 §7.2).
     *
     * @param connect TCP connect and TLS handshake, each (10 s)
     * @param bind bind_resp awaited (10 s)
     * @param enquireLink idle time before an enquire_link is sent (30 s)
     * @param response a response to submit_sm, enquire_link or unbind awaited (30 s)
     * @param drain bound for emptying a window before unbind (5 s)
     * @param reconnectMin first back-off (1 s)
     * @param reconnectMax longest back-off (60 s)
     */
    public record Timers(
            Duration connect,
            Duration bind,
            Duration enquireLink,
            Duration response,
            Duration drain,
            Duration reconnectMin,
            Duration reconnectMax) {}
}

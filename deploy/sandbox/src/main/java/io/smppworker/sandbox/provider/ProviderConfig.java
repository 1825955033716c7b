package io.smppworker.sandbox.provider;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the simulated provider is like; {@link #defaults()} is the documented service.
 *
 * @param systemId the one account, at most 15 characters
 * @param password at most 8 characters
 * @param bindsPerServer sessions bound at once per server, more are answered ESME_RALYBND
 * @param throttlePerSecond submit_sm taken in any sliding second per server, more are answered ESME_RTHROTTLED; 0 = no
 *     limit
 * @param window submit_sm outstanding on a session before a violation is recorded
 * @param responseDelay how long every submit_sm_resp is held
 * @param receiptDelayMin least time from a submit_sm to its receipt; the actual one is uniform up to receiptDelayMax
 * @param receiptResend how long a deliver_sm may stay unanswered before another session gets it; one answered with an
 *     error is sent again after a tenth of this
 * @param deliverWindow deliver_sm outstanding per session
 * @param enquireLink pause between the server's own enquire_link; a session that has not answered the last one when the
 *     next is due is closed
 * @param keepOctets whether the log keeps the raw octets of every submit_sm
 * @param seed of all random choices: delays, sessions and quirks
 * @param quirks how it departs from the documented service
 * @param packed whether text under data_coding 0 comes with eight septets in seven octets, in place of one in each
 * @param demands what else it asks of its clients
 * @param servers in order; ports 0 are chosen
 */
public record ProviderConfig(
        String systemId,
        String password,
        int bindsPerServer,
        int throttlePerSecond,
        int window,
        Duration responseDelay,
        Duration receiptDelayMin,
        Duration receiptDelayMax,
        Duration receiptResend,
        int deliverWindow,
        Duration enquireLink,
        boolean keepOctets,
        long seed,
        Quirks quirks,
        boolean packed,
        Demands demands,
        List<ServerEndpoint> servers) {
    private static final String LOOPBACK = "127.0.0.1";

    public ProviderConfig {
        servers = List.copyOf(servers);
    }

    /** The service as documented: 4 servers, 4 binds and 50 submit_sm/s each, window 10, receipts after 0.2 to 1 s. */
    public static ProviderConfig defaults() {
        return new ProviderConfig(
                "sandbox",
                "secret",
                4,
                50,
                10,
                Duration.ZERO,
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                10,
                Duration.ofSeconds(30),
                true,
                1,
                Quirks.none(),
                false,
                Demands.NONE,
                List.of(
                        new ServerEndpoint("smpp1", LOOPBACK, 0, 0, "A", "high"),
                        new ServerEndpoint("smpp2", LOOPBACK, 0, 0, "A", "medium"),
                        new ServerEndpoint("smpp3", LOOPBACK, 0, 0, "B", "medium"),
                        new ServerEndpoint("smpp4", LOOPBACK, 0, 0, "B", "low")));
    }

    public ProviderConfig withCredentials(String newSystemId, String newPassword) {
        return changed(draft -> {
            draft.systemId = newSystemId;
            draft.password = newPassword;
        });
    }

    /** Limits per server and session; a throttle of 0 is no limit. */
    public ProviderConfig withLimits(int newBindsPerServer, int newThrottlePerSecond, int newWindow) {
        return changed(draft -> {
            draft.bindsPerServer = newBindsPerServer;
            draft.throttlePerSecond = newThrottlePerSecond;
            draft.window = newWindow;
        });
    }

    public ProviderConfig withThrottlePerSecond(int newThrottlePerSecond) {
        return withLimits(bindsPerServer, newThrottlePerSecond, window);
    }

    /** No throttle and no raw octets kept: for benchmarks. */
    public ProviderConfig unlimited() {
        return withThrottlePerSecond(0).withOctetsKept(false);
    }

    public ProviderConfig withResponseDelay(Duration newResponseDelay) {
        return changed(draft -> draft.responseDelay = newResponseDelay);
    }

    public ProviderConfig withReceiptDelay(Duration min, Duration max) {
        return changed(draft -> {
            draft.receiptDelayMin = min;
            draft.receiptDelayMax = max;
        });
    }

    /** Timers and window of deliver_sm: see {@link #receiptResend} and {@link #deliverWindow}. */
    public ProviderConfig withDelivery(Duration newReceiptResend, int newDeliverWindow) {
        return changed(draft -> {
            draft.receiptResend = newReceiptResend;
            draft.deliverWindow = newDeliverWindow;
        });
    }

    public ProviderConfig withEnquireLink(Duration newEnquireLink) {
        return changed(draft -> draft.enquireLink = newEnquireLink);
    }

    public ProviderConfig withOctetsKept(boolean newKeepOctets) {
        return changed(draft -> draft.keepOctets = newKeepOctets);
    }

    public ProviderConfig withSeed(long newSeed) {
        return changed(draft -> draft.seed = newSeed);
    }

    public ProviderConfig withPacked(boolean newPacked) {
        return changed(draft -> draft.packed = newPacked);
    }

    public ProviderConfig withDemands(Demands newDemands) {
        return changed(draft -> draft.demands = newDemands);
    }

    public ProviderConfig withQuirks(Quirks newQuirks) {
        return changed(draft -> draft.quirks = newQuirks);
    }

    public ProviderConfig withServers(List<ServerEndpoint> newServers) {
        return changed(draft -> draft.servers = newServers);
    }

    private ProviderConfig changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.config();
    }

    /** A copy that is being changed. */
    private static final class Draft {
        private String systemId;
        private String password;
        private int bindsPerServer;
        private int throttlePerSecond;
        private int window;
        private Duration responseDelay;
        private Duration receiptDelayMin;
        private Duration receiptDelayMax;
        private Duration receiptResend;
        private int deliverWindow;
        private Duration enquireLink;
        private boolean keepOctets;
        private long seed;
        private Quirks quirks;
        private boolean packed;
        private Demands demands;
        private List<ServerEndpoint> servers;

        Draft(ProviderConfig config) {
            systemId = config.systemId;
            password = config.password;
            bindsPerServer = config.bindsPerServer;
            throttlePerSecond = config.throttlePerSecond;
            window = config.window;
            responseDelay = config.responseDelay;
            receiptDelayMin = config.receiptDelayMin;
            receiptDelayMax = config.receiptDelayMax;
            receiptResend = config.receiptResend;
            deliverWindow = config.deliverWindow;
            enquireLink = config.enquireLink;
            keepOctets = config.keepOctets;
            seed = config.seed;
            quirks = config.quirks;
            packed = config.packed;
            demands = config.demands;
            servers = config.servers;
        }

        ProviderConfig config() {
            return new ProviderConfig(
                    systemId,
                    password,
                    bindsPerServer,
                    throttlePerSecond,
                    window,
                    responseDelay,
                    receiptDelayMin,
                    receiptDelayMax,
                    receiptResend,
                    deliverWindow,
                    enquireLink,
                    keepOctets,
                    seed,
                    quirks,
                    packed,
                    demands,
                    servers);
        }
    }
}

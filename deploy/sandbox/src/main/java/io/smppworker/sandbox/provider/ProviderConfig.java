package io.smppworker.sandbox.provider;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.List;

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
@RecordBuilder
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
        return ProviderConfigBuilder.builder()
                .systemId("sandbox")
                .password("secret")
                .bindsPerServer(4)
                .throttlePerSecond(50)
                .window(10)
                .responseDelay(Duration.ZERO)
                .receiptDelayMin(Duration.ofMillis(200))
                .receiptDelayMax(Duration.ofSeconds(1))
                .receiptResend(Duration.ofSeconds(10))
                .deliverWindow(10)
                .enquireLink(Duration.ofSeconds(30))
                .keepOctets(true)
                .seed(1)
                .quirks(Quirks.none())
                .packed(false)
                .demands(Demands.NONE)
                .servers(List.of(
                        new ServerEndpoint("smpp1", LOOPBACK, 0, 0, "A", "high"),
                        new ServerEndpoint("smpp2", LOOPBACK, 0, 0, "A", "medium"),
                        new ServerEndpoint("smpp3", LOOPBACK, 0, 0, "B", "medium"),
                        new ServerEndpoint("smpp4", LOOPBACK, 0, 0, "B", "low")))
                .build();
    }

    public ProviderConfig withCredentials(String newSystemId, String newPassword) {
        return ProviderConfigBuilder.builder(this)
                .systemId(newSystemId)
                .password(newPassword)
                .build();
    }

    /** Limits per server and session; a throttle of 0 is no limit. */
    public ProviderConfig withLimits(int newBindsPerServer, int newThrottlePerSecond, int newWindow) {
        return ProviderConfigBuilder.builder(this)
                .bindsPerServer(newBindsPerServer)
                .throttlePerSecond(newThrottlePerSecond)
                .window(newWindow)
                .build();
    }

    public ProviderConfig withThrottlePerSecond(int newThrottlePerSecond) {
        return withLimits(bindsPerServer, newThrottlePerSecond, window);
    }

    /** No throttle and no raw octets kept: for benchmarks. */
    public ProviderConfig unlimited() {
        return withThrottlePerSecond(0).withOctetsKept(false);
    }

    public ProviderConfig withResponseDelay(Duration newResponseDelay) {
        return ProviderConfigBuilder.builder(this)
                .responseDelay(newResponseDelay)
                .build();
    }

    public ProviderConfig withReceiptDelay(Duration min, Duration max) {
        return ProviderConfigBuilder.builder(this)
                .receiptDelayMin(min)
                .receiptDelayMax(max)
                .build();
    }

    /** Timers and window of deliver_sm: see {@link #receiptResend} and {@link #deliverWindow}. */
    public ProviderConfig withDelivery(Duration newReceiptResend, int newDeliverWindow) {
        return ProviderConfigBuilder.builder(this)
                .receiptResend(newReceiptResend)
                .deliverWindow(newDeliverWindow)
                .build();
    }

    public ProviderConfig withEnquireLink(Duration newEnquireLink) {
        return ProviderConfigBuilder.builder(this).enquireLink(newEnquireLink).build();
    }

    public ProviderConfig withOctetsKept(boolean newKeepOctets) {
        return ProviderConfigBuilder.builder(this).keepOctets(newKeepOctets).build();
    }

    public ProviderConfig withSeed(long newSeed) {
        return ProviderConfigBuilder.builder(this).seed(newSeed).build();
    }

    public ProviderConfig withPacked(boolean newPacked) {
        return ProviderConfigBuilder.builder(this).packed(newPacked).build();
    }

    public ProviderConfig withDemands(Demands newDemands) {
        return ProviderConfigBuilder.builder(this).demands(newDemands).build();
    }

    public ProviderConfig withQuirks(Quirks newQuirks) {
        return ProviderConfigBuilder.builder(this).quirks(newQuirks).build();
    }

    public ProviderConfig withServers(List<ServerEndpoint> newServers) {
        return ProviderConfigBuilder.builder(this).servers(newServers).build();
    }
}

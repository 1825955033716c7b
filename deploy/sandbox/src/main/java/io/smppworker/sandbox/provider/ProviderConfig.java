package io.smppworker.sandbox.provider;

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
                List.of(
                        new ServerEndpoint("smpp1", LOOPBACK, 0, 0, "A", "high"),
                        new ServerEndpoint("smpp2", LOOPBACK, 0, 0, "A", "medium"),
                        new ServerEndpoint("smpp3", LOOPBACK, 0, 0, "B", "medium"),
                        new ServerEndpoint("smpp4", LOOPBACK, 0, 0, "B", "low")));
    }

    public ProviderConfig withCredentials(String newSystemId, String newPassword) {
        return new ProviderConfig(
                newSystemId,
                newPassword,
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
                servers);
    }

    /** Limits per server and session; a throttle of 0 is no limit. */
    public ProviderConfig withLimits(int newBindsPerServer, int newThrottlePerSecond, int newWindow) {
        return new ProviderConfig(
                systemId,
                password,
                newBindsPerServer,
                newThrottlePerSecond,
                newWindow,
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
                servers);
    }

    public ProviderConfig withThrottlePerSecond(int newThrottlePerSecond) {
        return withLimits(bindsPerServer, newThrottlePerSecond, window);
    }

    /** No throttle and no raw octets kept: for benchmarks. */
    public ProviderConfig unlimited() {
        return withThrottlePerSecond(0).withOctetsKept(false);
    }

    public ProviderConfig withResponseDelay(Duration newResponseDelay) {
        return new ProviderConfig(
                systemId,
                password,
                bindsPerServer,
                throttlePerSecond,
                window,
                newResponseDelay,
                receiptDelayMin,
                receiptDelayMax,
                receiptResend,
                deliverWindow,
                enquireLink,
                keepOctets,
                seed,
                quirks,
                packed,
                servers);
    }

    public ProviderConfig withReceiptDelay(Duration min, Duration max) {
        return new ProviderConfig(
                systemId,
                password,
                bindsPerServer,
                throttlePerSecond,
                window,
                responseDelay,
                min,
                max,
                receiptResend,
                deliverWindow,
                enquireLink,
                keepOctets,
                seed,
                quirks,
                packed,
                servers);
    }

    /** Timers and window of deliver_sm: see {@link #receiptResend} and {@link #deliverWindow}. */
    public ProviderConfig withDelivery(Duration newReceiptResend, int newDeliverWindow) {
        return new ProviderConfig(
                systemId,
                password,
                bindsPerServer,
                throttlePerSecond,
                window,
                responseDelay,
                receiptDelayMin,
                receiptDelayMax,
                newReceiptResend,
                newDeliverWindow,
                enquireLink,
                keepOctets,
                seed,
                quirks,
                packed,
                servers);
    }

    public ProviderConfig withEnquireLink(Duration newEnquireLink) {
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
                newEnquireLink,
                keepOctets,
                seed,
                quirks,
                packed,
                servers);
    }

    public ProviderConfig withOctetsKept(boolean newKeepOctets) {
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
                newKeepOctets,
                seed,
                quirks,
                packed,
                servers);
    }

    public ProviderConfig withSeed(long newSeed) {
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
                newSeed,
                quirks,
                packed,
                servers);
    }

    public ProviderConfig withPacked(boolean newPacked) {
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
                newPacked,
                servers);
    }

    public ProviderConfig withQuirks(Quirks newQuirks) {
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
                newQuirks,
                packed,
                servers);
    }

    public ProviderConfig withServers(List<ServerEndpoint> newServers) {
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
                newServers);
    }
}

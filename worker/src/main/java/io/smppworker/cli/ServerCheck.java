package io.smppworker.cli;

import io.smppworker.config.AccountConfig;
import io.smppworker.message.BindType;
import io.smppworker.message.CommandStatus;
import io.smppworker.message.DeliverSm;
import io.smppworker.message.Finding;
import io.smppworker.message.StatusClass;
import io.smppworker.pool.AccountSlots;
import io.smppworker.smpp.BindOutcome;
import io.smppworker.smpp.SessionListener;
import io.smppworker.smpp.SmppConnector;
import io.smppworker.smpp.StatusPolicy;
import io.smppworker.smpp.TlsSession;
import io.smppworker.throttle.SlotPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Whether every server of the account lets this worker bind: tries a real bind of each configured type, and an unbind. */
final class ServerCheck {
    private final AccountConfig account;
    private final SmppConnector connector;
    private final LongSupplier nanos;
    private final StatusPolicy statuses;

    ServerCheck(AccountConfig account, SmppConnector connector, LongSupplier nanos) {
        this.account = account;
        this.connector = connector;
        this.nanos = nanos;
        this.statuses = StatusPolicy.of(account);
    }

    /** Refuses every deliver_sm meanwhile, so that the provider sends it again later, to a worker. */
    private static final class NotListening implements SessionListener {
        @Override
        public void delivered(DeliverSm deliverSm, IntConsumer reply) {
            reply.accept(CommandStatus.ESME_RX_T_APPN);
        }

        @Override
        public void closed(String reason) {}
    }

    /** Tries all servers at once. The findings come in the order of the configuration, behind one about the credentials. */
    List<CompletableFuture<Finding>> look() {
        List<CompletableFuture<Finding>> findings = new ArrayList<>();
        account.tooLong()
                .forEach(warning ->
                        findings.add(CompletableFuture.completedFuture(Finding.poor("credentials", warning))));
        for (AccountConfig.Server server : account.servers()) {
            for (BindType type : types()) {
                long begunNanos = nanos.getAsLong();
                findings.add(connector
                        .bind(server.host(), server.port(), type, server.name() + "#check", new NotListening())
                        .thenCompose(outcome -> finding(server, type, outcome, begunNanos))
                        .toCompletableFuture());
            }
        }
        return findings;
    }

    /** The bind types that a worker will use. */
    private List<BindType> types() {
        return AccountSlots.of(account).slots().stream()
                .map(SlotPlan.Slot::type)
                .distinct()
                .sorted()
                .toList();
    }

    private CompletableFuture<Finding> finding(
            AccountConfig.Server server, BindType type, BindOutcome outcome, long begunNanos) {
        String subject = "server %s %s:%d".formatted(server.name(), server.host(), server.port());
        if (outcome instanceof BindOutcome.Bound bound) {
            long millis = Duration.ofNanos(nanos.getAsLong() - begunNanos).toMillis();
            String inWords = "bound as %s in %d ms%s, and unbound"
                    .formatted(type, millis, secured(bound.session().tls()));
            return bound.session()
                    .unbind(Duration.ZERO)
                    .thenApply(done -> Finding.good(subject, inWords))
                    .toCompletableFuture();
        }
        String inWords = outcome instanceof BindOutcome.Refused refused
                ? refused(type, refused)
                : unreachable(((BindOutcome.Unreachable) outcome).reason());
        return CompletableFuture.completedFuture(Finding.unusable(subject, inWords));
    }

    private static String secured(@Nullable TlsSession tls) {
        return tls == null
                ? " without TLS"
                : " over %s, with a certificate good until %s".formatted(tls.protocol(), tls.certificateExpires());
    }

    /** What to do about a refused bind, by its command_status (SMPP 3.4 §5.1.3). */
    private String refused(BindType type, BindOutcome.Refused refused) {
        String fix = switch (CommandStatus.name(refused.commandStatus())) {
            case "ESME_RALYBND" -> "all binds that the provider allows are in use; are workers running?";
            case "ESME_RINVSYSID" -> "check account.systemId";
            case "ESME_RINVPASWD" -> "check account.password";
            case "ESME_RINVSYSTYP" -> "check account.systemType";
            case "ESME_RINVCMDID" ->
                "the server knows no bind as %s: ask the provider for which types account.binds may have"
                        .formatted(type);
            case "ESME_RINVCMDLEN", "ESME_RINVPARLEN" ->
                "the server cannot read the bind; are account.systemId, password and systemType as the provider gave"
                        + " them?";
            case "VENDOR", "RESERVED" -> "ask the provider what this status of its own means";
            default -> fix(statuses.classOf(refused.commandStatus()));
        };
        return refused.inWords() + ": " + fix;
    }

    private static String fix(StatusClass kind) {
        return switch (kind) {
            case ACCOUNT, PERMANENT ->
                "check account.systemId, password and systemType, and ask the provider whether this address may bind";
            case SESSION -> "the provider does not take this bind now; are workers running?";
            case THROTTLE -> "the provider finds that too many binds are tried; wait some minutes";
            case TRANSIENT -> "the server has a fault of its own; try again, and ask the provider if it stays";
        };
    }

    private static String unreachable(String reason) {
        String fix;
        if (reason.startsWith("unknown host")) {
            fix = "check the server's host, and this machine's DNS";
        } else if (reason.startsWith("TLS")) {
            fix = "check account.tls, and that the server's port is the one for TLS";
        } else if (reason.startsWith("connection lost while binding")) {
            fix = "the server can be reached, but ends the connection: ask the provider whether this address and"
                    + " this account may bind; check account.systemId and password, and whether the server's port"
                    + " is the one for account.tls.enabled";
        } else if (reason.startsWith("no bind_resp")) {
            fix = "the server can be reached, but does not answer: check that the port is the one of SMPP, and the"
                    + " one for account.tls.enabled";
        } else {
            fix = "check the server's host and port, account.tls, and that firewalls and the provider let this"
                    + " machine in";
        }
        return reason + ": " + fix;
    }
}

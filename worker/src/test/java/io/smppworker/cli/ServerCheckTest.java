package io.smppworker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.config.AccountConfig;
import io.smppworker.config.ConfigFile;
import io.smppworker.message.BindType;
import io.smppworker.message.Finding;
import io.smppworker.smpp.BindOutcome;
import io.smppworker.smpp.SessionListener;
import io.smppworker.smpp.SmppConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How {@code check} reports what came of a bind, and whose turn it is. */
class ServerCheckTest {
    @TempDir
    private Path directory;

    /** What {@code check} says when every bind comes to this. */
    private List<Finding> look(String account, BindOutcome outcome) throws IOException {
        SmppConnector connector = new SmppConnector() {
            @Override
            public CompletionStage<BindOutcome> bind(
                    String host, int port, BindType type, String label, SessionListener listener) {
                return CompletableFuture.completedFuture(outcome);
            }

            @Override
            public void close() {}
        };
        return new ServerCheck(config(account), connector, () -> 0L)
                .look().stream().map(CompletableFuture::join).toList();
    }

    private AccountConfig config(String account) throws IOException {
        Path file = Files.writeString(
                directory.resolve("worker.yaml"),
                "{kafka: {bootstrapServers: 'k:1'}, account: {servers: [{name: a, host: a.example}], %s}}"
                        .formatted(account));
        return ((ConfigFile.Loaded) ConfigFile.load(file, Map.of())).config().account();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0x05 | ESME_RALYBND 0x00000005 | are workers running?",
                "0x0E | ESME_RINVPASWD 0x0000000E | check account.password",
                "0x0F | ESME_RINVSYSID 0x0000000F | check account.systemId",
                "0x0D | ESME_RBINDFAIL 0x0000000D | check account.systemId, password and systemType",
                "0x53 | ESME_RINVSYSTYP 0x00000053 | check account.systemType",
                "0x03 | ESME_RINVCMDID 0x00000003 | account.binds",
                "0x02 | ESME_RINVCMDLEN 0x00000002 | account.systemId, password and systemType",
                "0x58 | ESME_RTHROTTLED 0x00000058 | too many binds",
                "0x08 | ESME_RSYSERR 0x00000008 | a fault of its own",
                "0x040B | VENDOR 0x0000040B | ask the provider what this status",
                "0x1234 | RESERVED 0x00001234 | ask the provider what this status"
            })
    void aRefusedBindIsReportedWithItsStatusAndWhatToDo(String status, String inWords, String fix) throws Exception {
        assertThat(look("systemId: acme, password: s3cret", new BindOutcome.Refused(Integer.decode(status))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.isUsable()).isFalse();
                    assertThat(finding.subject()).isEqualTo("server a a.example:4080");
                    assertThat(finding.inWords())
                            .startsWith("bind refused: " + inWords + ": ")
                            .contains(fix)
                            .doesNotContain("firewall");
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "connection lost while binding: the server closed it without an answer to the bind | ask the provider"
                        + " whether",
                "connection lost while binding: impossible command_length 1213486160 | the one for account.tls.enabled",
                "no bind_resp within PT10S | does not answer",
                "TLS: the server wants a client certificate: account.tls.certificateFile and keyFile | account.tls",
                "unknown host a.example | DNS",
                "not connected: Connection refused | firewalls"
            })
    void aBindWithoutAnAnswerIsReportedWithWhoseTurnItIs(String reason, String fix) throws Exception {
        assertThat(look("systemId: acme, password: s3cret", new BindOutcome.Unreachable(reason)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.isUsable()).isFalse();
                    assertThat(finding.inWords()).startsWith(reason + ": ").contains(fix);
                });
    }

    @Test
    void everyTypeOfBindThatAWorkerAsksForIsTried() throws Exception {
        List<Finding> findings = look(
                "systemId: acme, password: s3cret, binds: {transceiver: 0, transmitter: 1, receiver: 1}",
                new BindOutcome.Refused(0x03));
        assertThat(findings)
                .extracting(Finding::inWords)
                .satisfiesExactly(
                        transmitter -> assertThat(transmitter).contains("no bind as TRANSMITTER"),
                        receiver -> assertThat(receiver).contains("no bind as RECEIVER"));
    }

    @Test
    void longCredentialsAreAWarningThatDoesNotFailTheCheck() throws Exception {
        List<Finding> findings = look(
                "systemId: acme567890123456, password: abcdefghijkl", new BindOutcome.Unreachable("not connected: x"));
        assertThat(findings).hasSize(3);
        assertThat(findings.subList(0, 2)).allMatch(Finding::isUsable);
        assertThat(findings.get(0).inWords()).startsWith("account.systemId has 16 characters");
        assertThat(findings.get(1).inWords())
                .startsWith("account.password has 12 characters")
                .doesNotContain("abcdefghijkl");
    }
}

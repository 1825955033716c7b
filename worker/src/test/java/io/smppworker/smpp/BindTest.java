package io.smppworker.smpp;

import static io.smppworker.smpp.Recorded.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.message.BindType;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a host and a port to a bound session, or to the reason why there is none (SMPP 3.4 §4.1). */
class BindTest {
    private static final int RALYBND = 0x05;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"TRANSCEIVER,00000009", "TRANSMITTER,00000002", "RECEIVER,00000001"})
    void eachTypeBindsWithItsOwnCommand(BindType type, String commandId) throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            CompletableFuture<BindOutcome> outcome = rig.bind(type);
            byte[] bind = rig.server.accept().acceptBind();
            // SMPP 3.4 §4.1.1, §4.1.3, §4.1.5: the same fields in all three
            assertThat(Octets.hex(bind))
                    .isEqualTo(Octets.hex(Octets.hex(
                            "00000027" // command_length 39
                                    + commandId
                                    + "00000000" // command_status
                                    + "00000001" // sequence_number
                                    + "6163636F756E743100" // system_id "account1"
                                    + "733363723374507700" // password "s3cr3tPw"
                                    + "00" // system_type
                                    + "34" // interface_version, §5.2.4
                                    + "00" // addr_ton
                                    + "00" // addr_npi
                                    + "00"))); // address_range
            SmppSession session = Rig.session(outcome);
            assertThat(session.isOpen()).isTrue();
            assertThat(session.freeWindow()).isEqualTo(type.transmits() ? 10 : 0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, '', 00 00 00",
        "1, 1, 2782, 01 01 32373832 00",
        "5, 0, Test-SM, 05 00 546573742D534D 00",
        "auto, auto, '', 00 00 00",
        "auto, auto, 30001, 03 00 3330303031 00",
        "auto, auto, SHOP, 05 00 53484F50 00",
        "AUTO, 8, ^27.*, 01 08 5E32372E2A 00",
    })
    void aBindSaysWhichAddressesItIsFor(String ton, String npi, String range, String octets) throws Exception {
        for (BindType type : BindType.values()) {
            try (Rig rig = new Rig(Accounts.patient().withBindOf(ton, npi, range))) {
                CompletableFuture<BindOutcome> outcome = rig.bind(type);
                byte[] bind = rig.server.accept().acceptBind();
                Rig.session(outcome);

                assertThat(Octets.hex(bind)).endsWith("34" + Octets.hex(Octets.hex(octets)));
            }
        }
    }

    @Test
    void aRefusalComesWithItsStatusAndWithoutASession() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            CompletableFuture<BindOutcome> outcome = rig.bind(BindType.TRANSCEIVER);
            RawServer.Peer peer = rig.server.accept();
            peer.send(Octets.response(peer.receive(), RALYBND));
            assertThat(Rig.get(outcome)).isEqualTo(new BindOutcome.Refused(RALYBND));
            assertThat(peer.awaitEnd()).isTrue();
            assertThat(rig.recorded.events).isEmpty();
        }
    }

    @Test
    void aGenericNackRefusesWithItsStatus() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            CompletableFuture<BindOutcome> outcome = rig.bind(BindType.TRANSCEIVER);
            RawServer.Peer peer = rig.server.accept();
            peer.send(Octets.pdu(Octets.GENERIC_NACK, 0x03, Octets.sequenceNumber(peer.receive())));
            assertThat(Rig.get(outcome)).isEqualTo(new BindOutcome.Refused(0x03));
        }
    }

    @Test
    void noAnswerToTheBindIsUnreachableAfterItsTime() throws Exception {
        try (Rig rig = new Rig(Accounts.patient().withBind(Duration.ofMillis(200)))) {
            CompletableFuture<BindOutcome> outcome = rig.bind(BindType.TRANSCEIVER);
            RawServer.Peer peer = rig.server.accept();
            assertThat(unreachable(outcome)).contains("no bind_resp");
            peer.receive();
            assertThat(peer.awaitEnd()).isTrue();
            assertThat(rig.recorded.events).isEmpty();
        }
    }

    @Test
    void aCloseInsteadOfABindRespIsUnreachableAtOnce() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            CompletableFuture<BindOutcome> outcome = rig.bind(BindType.TRANSCEIVER);
            RawServer.Peer peer = rig.server.accept();
            peer.receive();
            peer.close();
            assertThat(unreachable(outcome)).contains("connection lost");
            assertThat(rig.recorded.events).isEmpty();
        }
    }

    @Test
    void aPortWithoutAServerIsUnreachable() throws Exception {
        int nobody;
        try (ServerSocket gone = new ServerSocket(0)) {
            nobody = gone.getLocalPort();
        }
        try (Rig rig = new Rig(Accounts.patient())) {
            assertThat(unreachable(rig.connector
                            .bind("127.0.0.1", nobody, BindType.TRANSCEIVER, "smpp1#3", rig.recorded)
                            .toCompletableFuture()))
                    .contains("not connected");
        }
    }

    @Test
    void aNameThatDoesNotExistIsUnreachable() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            // RFC 6761: .invalid never resolves
            assertThat(unreachable(rig.bind("smpp1.invalid", BindType.TRANSCEIVER)))
                    .isEqualTo("unknown host smpp1.invalid");
        }
    }

    @Test
    void aPasswordInAFileIsTheOneOfNow() throws Exception {
        Path file = directory.resolve("password");
        try (Rig rig = new Rig(Accounts.patient().withPasswordFile(file))) {
            for (String password : List.of("first", "second")) {
                Files.writeString(file, password + "\n");
                CompletableFuture<BindOutcome> outcome = rig.bind(BindType.TRANSCEIVER);
                byte[] bind = rig.server.accept().acceptBind();
                assertThat(Rig.session(outcome).isOpen()).isTrue();
                assertThat(new String(bind, StandardCharsets.ISO_8859_1)).contains("\0" + password + "\0");
            }
            Files.delete(file);
            assertThat(unreachable(rig.bind(BindType.TRANSCEIVER)))
                    .isEqualTo("account.passwordFile must be a readable text file");
        }
    }

    @Test
    void sixteenBindsWaitSideBySide() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            List<CompletableFuture<BindOutcome>> outcomes = new ArrayList<>();
            List<RawServer.Peer> peers = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                outcomes.add(rig.bind(BindType.TRANSCEIVER));
            }
            for (int i = 0; i < 16; i++) {
                peers.add(rig.server.accept());
            }
            peers.forEach(RawServer.Peer::acceptBind);
            assertThat(outcomes)
                    .allSatisfy(
                            outcome -> assertThat(Rig.session(outcome).isOpen()).isTrue());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX) // other systems have one loopback address only
    void theLocalAddressIsTheConfiguredOne() throws Exception {
        try (Rig rig = new Rig(Accounts.patient().withLocalAddress("127.0.0.2"))) {
            CompletableFuture<BindOutcome> outcome = rig.bind(BindType.TRANSCEIVER);
            RawServer.Peer peer = rig.server.accept();
            peer.acceptBind();
            Rig.session(outcome);
            assertThat(peer.socket().getInetAddress().getHostAddress()).isEqualTo("127.0.0.2");
        }
    }

    @Test
    void aClosedConnectorEndsItsSessionsAndBindsNoMore() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            CompletableFuture<BindOutcome> underWay = rig.bind(BindType.TRANSCEIVER);
            RawServer.Peer unanswered = rig.server.accept();
            unanswered.receive();

            rig.connector.close();
            assertThat(next(rig.recorded.closed)).isEqualTo("the connector is closed");
            assertThat(session.peer().awaitEnd()).isTrue();
            assertThat(unreachable(underWay)).contains("connection lost");
            assertThat(unreachable(rig.bind(BindType.TRANSCEIVER))).isEqualTo("the connector is closed");
        }
    }

    private static String unreachable(CompletableFuture<BindOutcome> outcome) {
        assertThat(Rig.get(outcome)).isInstanceOf(BindOutcome.Unreachable.class);
        return ((BindOutcome.Unreachable) Rig.get(outcome)).reason();
    }
}

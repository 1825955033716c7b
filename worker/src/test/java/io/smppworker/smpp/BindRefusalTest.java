package io.smppworker.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.message.BindType;
import io.smppworker.message.CommandStatus;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form in which servers say no to a bind, and what is reported of it (SMPP 3.4 §4.1, §4.3). */
class BindRefusalTest {
    private static final int VENDOR = 0x0000_040B;

    static Stream<Arguments> refusals() {
        return Stream.of(BindType.values())
                .flatMap(type -> Stream.of(
                                "bind_resp",
                                "bind_resp with a body",
                                "bind_resp with half a TLV",
                                "bind_resp of another sequence_number",
                                "bind_resp of another type",
                                "generic_nack",
                                "generic_nack with a body",
                                "generic_nack of another sequence_number",
                                "generic_nack without a sequence_number")
                        .map(form -> Arguments.arguments(type, form)));
    }

    private static byte[] refusal(String form, byte[] bind, int status) {
        int sequenceNumber = Octets.sequenceNumber(bind);
        int respId = Octets.commandId(bind) | 0x8000_0000;
        int otherId = respId == 0x8000_0009 ? 0x8000_0002 : 0x8000_0009;
        return switch (form) {
            case "bind_resp" -> Octets.pdu(respId, status, sequenceNumber);
            case "bind_resp with a body" -> Octets.pdu(respId, status, sequenceNumber, Octets.cString("smsc"));
            case "bind_resp with half a TLV" ->
                Octets.pdu(respId, status, sequenceNumber, Octets.hex("736d736300021000"));
            case "bind_resp of another sequence_number" -> Octets.pdu(respId, status, 4711);
            case "bind_resp of another type" -> Octets.pdu(otherId, status, sequenceNumber);
            case "generic_nack" -> Octets.pdu(Octets.GENERIC_NACK, status, sequenceNumber);
            case "generic_nack with a body" ->
                Octets.pdu(Octets.GENERIC_NACK, status, sequenceNumber, Octets.hex("0000"));
            case "generic_nack of another sequence_number" -> Octets.pdu(Octets.GENERIC_NACK, status, 4711);
            case "generic_nack without a sequence_number" -> Octets.pdu(Octets.GENERIC_NACK, status, 0);
            default -> throw new AssertionError(form);
        };
    }

    /** It says no, if not why: a session that was never bound would have every submit_sm refused. */
    @ParameterizedTest
    @ValueSource(strings = {"generic_nack", "generic_nack without a sequence_number"})
    void aGenericNackWithoutAnErrorIsNoBind(String form) throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            CompletableFuture<BindOutcome> outcome = rig.bind(BindType.TRANSCEIVER);
            RawServer.Peer peer = rig.server.accept();
            peer.send(refusal(form, peer.receive(), CommandStatus.ESME_ROK));
            assertThat(Rig.get(outcome))
                    .isEqualTo(
                            new BindOutcome.Unreachable("the bind was answered with a generic_nack without an error"));
            assertThat(peer.awaitEnd()).isTrue();
        }
    }

    @ParameterizedTest(name = "{1} to a {0}")
    @MethodSource("refusals")
    void aRefusalComesWithItsStatus(BindType type, String form) throws Exception {
        for (int status : new int[] {CommandStatus.ESME_RINVPASWD, CommandStatus.ESME_RALYBND, 0x03, VENDOR}) {
            try (Rig rig = new Rig(Accounts.patient())) {
                CompletableFuture<BindOutcome> outcome = rig.bind(type);
                RawServer.Peer peer = rig.server.accept();
                peer.send(refusal(form, peer.receive(), status));
                assertThat(Rig.get(outcome)).isEqualTo(new BindOutcome.Refused(status));
                assertThat(peer.awaitEnd()).isTrue();
                assertThat(rig.recorded.events).isEmpty();
            }
        }
    }

    @ParameterizedTest(name = "{1} to a {0}")
    @MethodSource("refusals")
    void aRefusalIsReadThoughTheServerClosesRightBehindIt(BindType type, String form) throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            CompletableFuture<BindOutcome> outcome = rig.bind(type);
            RawServer.Peer peer = rig.server.accept();
            peer.send(refusal(form, peer.receive(), VENDOR));
            peer.close();
            assertThat(Rig.get(outcome)).isEqualTo(new BindOutcome.Refused(VENDOR));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "5, bind refused: ESME_RALYBND 0x00000005",
        "14, bind refused: ESME_RINVPASWD 0x0000000E",
        "1035, bind refused: VENDOR 0x0000040B",
        "4660, bind refused: RESERVED 0x00001234"
    })
    void aRefusalIsReportedWithNameAndNumber(int status, String inWords) {
        assertThat(new BindOutcome.Refused(status).inWords()).isEqualTo(inWords);
    }

    @Test
    void aCloseInsteadOfAnAnswerIsReportedAsSuch() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            CompletableFuture<BindOutcome> outcome = rig.bind(BindType.TRANSCEIVER);
            RawServer.Peer peer = rig.server.accept();
            peer.receive();
            peer.close();
            assertThat(unreachable(outcome))
                    .isEqualTo("connection lost while binding: the server closed it without an answer to the bind");
        }
    }

    @Test
    void aResetInsteadOfAnAnswerIsAConnectionLostWhileBinding() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            CompletableFuture<BindOutcome> outcome = rig.bind(BindType.TRANSCEIVER);
            RawServer.Peer peer = rig.server.accept();
            peer.receive();
            peer.reset();
            assertThat(unreachable(outcome)).startsWith("connection lost while binding: ");
        }
    }

    @Test
    void anUnbindInsteadOfAnAnswerIsReportedAsSuch() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            CompletableFuture<BindOutcome> outcome = rig.bind(BindType.TRANSCEIVER);
            RawServer.Peer peer = rig.server.accept();
            peer.receive();
            peer.send(Octets.pdu(Octets.UNBIND, 0, 1));
            assertThat(unreachable(outcome)).isEqualTo("connection lost while binding: the server unbound");
        }
    }

    @Test
    void whatDoesNotSpeakSmppIsReportedAsSuch() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            CompletableFuture<BindOutcome> outcome = rig.bind(BindType.TRANSCEIVER);
            RawServer.Peer peer = rig.server.accept();
            peer.receive();
            peer.send("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(unreachable(outcome)).startsWith("connection lost while binding: impossible command_length");
        }
    }

    @Test
    void anotherSequenceNumberBindsToo() throws Exception {
        try (Rig rig = new Rig(Accounts.patient())) {
            CompletableFuture<BindOutcome> outcome = rig.bind(BindType.TRANSCEIVER);
            RawServer.Peer peer = rig.server.accept();
            peer.receive();
            peer.send(Octets.pdu(0x8000_0009, 0, 0, Octets.cString("smsc")));
            HeaderOnlyTest.assertServes(rig, new Rig.Bound(Rig.session(outcome), peer));
        }
    }

    /** SMPP 3.4 §4.1.1 has 15 and 8 characters; they go out as they are. */
    @Test
    void credentialsLongerThanTheSpecificationGoOutAsTheyAre() throws Exception {
        String systemId = "account789abcdef";
        String password = "abcdefghijklmnopqrstuvwxyz";
        try (Rig rig = new Rig(Accounts.patient().withCredentials(systemId, password))) {
            CompletableFuture<BindOutcome> outcome = rig.bind(BindType.TRANSCEIVER);
            RawServer.Peer peer = rig.server.accept();
            byte[] bind = peer.acceptBind();
            assertThat(Rig.session(outcome).isOpen()).isTrue();
            assertThat(bind)
                    .isEqualTo(Octets.pdu(
                            Octets.BIND_TRANSCEIVER,
                            0,
                            1,
                            Octets.cString(systemId),
                            Octets.cString(password),
                            Octets.cString(""),
                            Octets.hex("34 00 00 00")));
        }
    }

    private static String unreachable(CompletableFuture<BindOutcome> outcome) {
        assertThat(Rig.get(outcome)).isInstanceOf(BindOutcome.Unreachable.class);
        return ((BindOutcome.Unreachable) Rig.get(outcome)).reason();
    }
}

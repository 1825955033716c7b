package io.smppworker.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.smppworker.config.TlsConfig;
import io.smppworker.message.BindType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a TLS session trusts, and what it says when it does not. The server's certificate is for localhost. */
class TlsTest {
    private static final List<String> BOTH = List.of("TLSv1.3", "TLSv1.2");

    @TempDir
    private Path directory;

    private Path caFile;
    private SSLContext serverContext;

    @BeforeEach
    void issueCertificates() throws Exception {
        X509Bundle authority = new CertificateBuilder()
                .subject("CN=Test authority")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        X509Bundle server = new CertificateBuilder()
                .subject("CN=localhost")
                .addSanDnsName("localhost")
                .buildIssuedBy(authority);
        caFile = Files.writeString(directory.resolve("ca.pem"), authority.getRootCertificatePEM());
        serverContext = TlsServers.context(server);
    }

    private RawServer tlsServer() {
        return new RawServer(serverContext.getServerSocketFactory());
    }

    private static Accounts account(boolean verifyHostname, @Nullable Path caFile, List<String> protocols) {
        return Accounts.patient().withTls(new TlsConfig(true, verifyHostname, caFile, true, protocols, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void theRightNameFromAKnownAuthorityBinds(String protocol) throws Exception {
        try (Rig rig = new Rig(account(true, caFile, List.of(protocol)), tlsServer())) {
            CompletableFuture<BindOutcome> outcome = rig.bind("localhost", BindType.TRANSCEIVER);
            RawServer.Peer peer = rig.server.accept();
            peer.acceptBind();
            SmppSession session = Rig.session(outcome);
            assertThat(session.tls())
                    .isNotNull()
                    .extracting(TlsSession::protocol)
                    .isEqualTo(protocol);
            assertThat(((SSLSocket) peer.socket()).getSession().getProtocol()).isEqualTo(protocol);

            session.submit(Rig.submitSm("hello"), SmppSession.NO_DEADLINE, rig.recorded.outcome());
            peer.send(Octets.response(peer.expect(Octets.SUBMIT_SM), 0, Octets.cString("17")));
            assertThat(Recorded.next(rig.recorded.outcomes))
                    .isEqualTo(new io.smppworker.message.SubmitOutcome.Accepted("17"));
        }
    }

    @Test
    void anotherNameIsNotBoundTo() throws Exception {
        try (Rig rig = new Rig(account(true, caFile, BOTH), tlsServer())) {
            assertThat(refused(rig, "127.0.0.1")).startsWith("TLS: ").contains("127.0.0.1");
            assertThat(rig.recorded.events).isEmpty();
        }
    }

    @Test
    void anotherNameIsBoundToWhenTheNameIsNotToBeVerified() throws Exception {
        try (Rig rig = new Rig(account(false, caFile, BOTH), tlsServer())) {
            CompletableFuture<BindOutcome> outcome = rig.bind("127.0.0.1", BindType.TRANSCEIVER);
            rig.server.accept().acceptBind();
            assertThat(Rig.session(outcome).isOpen()).isTrue();
        }
    }

    @Test
    void anUnknownAuthorityIsNotTrusted() throws Exception {
        try (Rig rig = new Rig(account(true, null, BOTH), tlsServer())) {
            assertThat(refused(rig, "localhost")).startsWith("TLS: ").contains("certification path");
        }
    }

    @Test
    void aProtocolThatIsNotConfiguredIsNotSpoken() throws Exception {
        RawServer old = new RawServer(TlsServers.speaking(serverContext, "TLSv1.2"));
        try (Rig rig = new Rig(account(true, caFile, List.of("TLSv1.3")), old)) {
            assertThat(refused(rig, "localhost"))
                    .startsWith("TLS: ")
                    .contains("speaks none of TLSv1.3", "protocol_version");
        }
    }

    @Test
    void aServerThatNeverShakesHandsIsGivenUp() throws Exception {
        try (Rig rig = new Rig(account(true, caFile, BOTH).withConnect(Duration.ofMillis(300)))) {
            CompletableFuture<BindOutcome> outcome = rig.bind("localhost", BindType.TRANSCEIVER);
            RawServer.Peer silent = rig.server.accept();
            assertThat(reason(outcome)).startsWith("TLS: ").contains("timed out");
            assertThat(silent.awaitEnd()).isTrue();
        }
    }

    /** RFC 8446 §2.2, RFC 5077: the certificate is not sent and checked once more. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void theNextConnectionResumesTheSession(String protocol) throws Exception {
        try (Rig rig = new Rig(account(true, caFile, List.of(protocol)), tlsServer())) {
            long first = sessionBegun(rig);
            await().until(() -> System.currentTimeMillis() > first);
            assertThat(sessionBegun(rig)).isEqualTo(first);
        }
    }

    /** Binds, closes, and says when the server began the TLS session, in milliseconds. */
    private static long sessionBegun(Rig rig) {
        CompletableFuture<BindOutcome> outcome = rig.bind("localhost", BindType.TRANSCEIVER);
        RawServer.Peer peer = rig.server.accept();
        peer.acceptBind();
        SmppSession session = Rig.session(outcome);
        assertThat(session.tls()).isNotNull();
        session.close();
        assertThat(peer.awaitEnd()).isTrue();
        return ((SSLSocket) peer.socket()).getSession().getCreationTime();
    }

    @Test
    void theHostIsNamedInTheClientHello() {
        Tls tls = new Tls(new TlsConfig(true, true, caFile, true, BOTH, null, null), Duration.ofSeconds(10));
        EmbeddedChannel channel = new EmbeddedChannel();
        SslHandler handler = tls.handler(channel, "smpp1.example.com", 4080);
        channel.pipeline().addLast(handler);
        ByteBuf clientHello = channel.readOutbound();
        // RFC 6066 §3: server_name is sent in the clear
        assertThat(new String(ByteBufUtil.getBytes(clientHello), StandardCharsets.ISO_8859_1))
                .contains("smpp1.example.com");
        clientHello.release();
        channel.finishAndReleaseAll();
    }

    @Test
    void aFileWithoutCertificatesIsReportedWithItsKeyPath() throws Exception {
        Path empty = Files.writeString(directory.resolve("empty.pem"), "nothing here");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new CloudhopperConnector(account(true, empty, BOTH).config(), System::nanoTime))
                .withMessageContaining("account.tls")
                .withMessageContaining("empty.pem");
    }

    /** Binds, lets the server try its side of the handshake, and says why there is no session. */
    private static String refused(Rig rig, String host) {
        CompletableFuture<BindOutcome> outcome = rig.bind(host, BindType.TRANSCEIVER);
        rig.server.accept().awaitEnd();
        return reason(outcome);
    }

    private static String reason(CompletableFuture<BindOutcome> outcome) {
        assertThat(Rig.get(outcome)).isInstanceOf(BindOutcome.Unreachable.class);
        return ((BindOutcome.Unreachable) Rig.get(outcome)).reason();
    }
}

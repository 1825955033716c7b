package io.smppworker.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.smppworker.config.TlsConfig;
import io.smppworker.message.BindType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that asks for a client certificate, and what is shown to it. */
class ClientCertificateTest {
    @TempDir
    private Path directory;

    private X509Bundle authority;
    private Path caFile;
    private SSLContext serverContext;

    @BeforeEach
    void issueCertificates() throws Exception {
        authority = new CertificateBuilder()
                .subject("CN=Test authority")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        X509Bundle server = new CertificateBuilder()
                .subject("CN=localhost")
                .addSanDnsName("localhost")
                .buildIssuedBy(authority);
        caFile = Files.writeString(directory.resolve("ca.pem"), authority.getRootCertificatePEM());
        serverContext = SSLContext.getInstance("TLS");
        serverContext.init(
                server.toKeyManagerFactory().getKeyManagers(),
                authority.toTrustManagerFactory().getTrustManagers(),
                null);
    }

    private X509Bundle issue(String name, CertificateBuilder.Algorithm algorithm) throws Exception {
        X509Bundle issued = new CertificateBuilder()
                .subject("CN=" + name)
                .algorithm(algorithm)
                .buildIssuedBy(authority);
        Files.writeString(directory.resolve(name + ".pem"), issued.getCertificatePathPEM());
        Files.writeString(directory.resolve(name + ".key"), issued.getPrivateKeyPEM());
        return issued;
    }

    private Rig rig(String protocol, @Nullable String certificate, @Nullable String key) {
        return new Rig(account(protocol, certificate, key), new RawServer(askingForACertificate()));
    }

    private Accounts account(String protocol, @Nullable String certificate, @Nullable String key) {
        return Accounts.patient()
                .withTls(new TlsConfig(
                        true,
                        true,
                        caFile,
                        true,
                        List.of(protocol),
                        certificate == null ? null : directory.resolve(certificate),
                        key == null ? null : directory.resolve(key)));
    }

    private ServerSocketFactory askingForACertificate() {
        return new ServerSocketFactory() {
            @Override
            public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
                SSLServerSocket socket = (SSLServerSocket)
                        serverContext.getServerSocketFactory().createServerSocket(port, backlog, address);
                socket.setNeedClientAuth(true);
                return socket;
            }

            @Override
            public ServerSocket createServerSocket(int port) throws IOException {
                throw new IOException("not used");
            }

            @Override
            public ServerSocket createServerSocket(int port, int backlog) throws IOException {
                throw new IOException("not used");
            }
        };
    }

    @ParameterizedTest
    @EnumSource(
            value = CertificateBuilder.Algorithm.class,
            names = {"ecp256", "rsa2048", "ed25519"})
    void theCertificateIsShownToAServerThatAsksForOne(CertificateBuilder.Algorithm algorithm) throws Exception {
        issue("me", algorithm);
        for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
            try (Rig rig = rig(protocol, "me.pem", "me.key")) {
                assertThat(bindAndAsk(rig)).describedAs(protocol).isEqualTo("CN=me");
            }
        }
    }

    /** Binds, and says whose certificate the server saw. */
    private static String bindAndAsk(Rig rig) throws Exception {
        CompletableFuture<BindOutcome> outcome = rig.bind("localhost", BindType.TRANSCEIVER);
        RawServer.Peer peer = rig.server.accept();
        peer.acceptBind();
        assertThat(Rig.session(outcome).isOpen()).isTrue();
        return ((SSLSocket) peer.socket()).getSession().getPeerPrincipal().getName();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aServerThatWantsOneAndSeesNoneIsReportedWithTheKeys(String protocol) throws Exception {
        try (Rig rig = rig(protocol, null, null)) {
            CompletableFuture<BindOutcome> outcome = rig.bind("localhost", BindType.TRANSCEIVER);
            rig.server.accept().awaitEnd();
            assertThat(reason(outcome))
                    .startsWith("TLS: the server wants a client certificate: account.tls.certificateFile and keyFile");
        }
    }

    @Test
    void aRenewedCertificateIsShownFromTheNextConnectionOn() throws Exception {
        issue("me", CertificateBuilder.Algorithm.ecp256);
        try (Rig rig = rig("TLSv1.3", "me.pem", "me.key")) {
            assertThat(bindAndAsk(rig)).isEqualTo("CN=me");
            issue("renewed", CertificateBuilder.Algorithm.ecp256);
            Files.copy(
                    directory.resolve("renewed.pem"), directory.resolve("me.pem"), StandardCopyOption.REPLACE_EXISTING);
            // the key is not there yet: the old pair is still shown
            assertThat(bindAndAsk(rig)).isEqualTo("CN=me");
            Files.copy(
                    directory.resolve("renewed.key"), directory.resolve("me.key"), StandardCopyOption.REPLACE_EXISTING);
            assertThat(bindAndAsk(rig)).isEqualTo("CN=renewed");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "me.pem, other.key, is not the key of the first certificate",
        "me.pem, me.pem, must be PEM with BEGIN PRIVATE KEY",
        "me.pem, pkcs1.key, openssl pkcs8 -topk8 -nocrypt",
        "me.pem, encrypted.key, not encrypted",
        "me.pem, broken.key, account.tls.keyFile must",
        "other.key, me.key, account.tls"
    })
    void whatIsNoPairIsReportedAtTheStartWithItsKey(String certificate, String key, String said) throws Exception {
        issue("me", CertificateBuilder.Algorithm.ecp256);
        issue("other", CertificateBuilder.Algorithm.ecp256);
        for (String label : List.of("RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "PRIVATE KEY")) {
            String name = label.startsWith("RSA") ? "pkcs1" : label.startsWith("ENC") ? "encrypted" : "broken";
            Files.writeString(
                    directory.resolve(name + ".key"),
                    "-----BEGIN %1$s-----\nAAAA\n-----END %1$s-----\n".formatted(label));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CloudhopperConnector(
                        account("TLSv1.3", certificate, key).config(), System::nanoTime))
                .withMessageContaining("account.tls")
                .withMessageContaining(said);
    }

    private static String reason(CompletableFuture<BindOutcome> outcome) {
        assertThat(Rig.get(outcome)).isInstanceOf(BindOutcome.Unreachable.class);
        return ((BindOutcome.Unreachable) Rig.get(outcome)).reason();
    }
}

package io.smppworker.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.netty.util.concurrent.Future;
import io.smppworker.config.TlsConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which certificates are trusted for {@value #HOST}, and what is reported of the others: real handshakes over real sockets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTrustTest {
    private static final String HOST = "smpp1.smsportal.com";

    @TempDir
    private Path directory;

    private final EventLoopGroup client = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private X509Bundle known;
    private X509Bundle unknown;

    @BeforeAll
    void issueAuthorities() throws Exception {
        known = authority("CN=Known authority");
        unknown = authority("CN=Unknown authority");
    }

    @AfterAll
    void stopClient() {
        client.shutdownGracefully(0, 5, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
    }

    static Stream<Arguments> certificates() {
        return Stream.of(
                row("its own name", named(HOST), null),
                row("a wildcard for its name", wildcard("*.smsportal.com"), null),
                row("another name", named("smpp2.smsportal.com"), "the server's certificate is not for " + HOST),
                row("a wildcard of another level", wildcard("*.com"), "the server's certificate is not for " + HOST),
                row(
                        "expired",
                        certificate -> named(HOST).apply(certificate).notAfter(inDays(-1)),
                        "the server's certificate, or one that vouches for it, has expired"),
                row(
                        "not valid yet",
                        certificate -> named(HOST)
                                .apply(certificate)
                                .notBefore(inDays(1))
                                .notAfter(inDays(2)),
                        "the server's certificate is not valid yet"));
    }

    private static Arguments row(String what, UnaryOperator<CertificateBuilder> certificate, @Nullable String refusal) {
        return arguments(what, certificate, refusal);
    }

    private static Instant inDays(int days) {
        return Instant.now().plus(days, ChronoUnit.DAYS);
    }

    private static UnaryOperator<CertificateBuilder> named(String name) {
        return certificate -> certificate.addSanDnsName(name);
    }

    /** subjectAltName with one dNSName (RFC 5280 §4.2.1.6), which the builder takes without asterisks only. */
    private static UnaryOperator<CertificateBuilder> wildcard(String name) {
        byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
        byte[] names = new byte[4 + ascii.length];
        names[0] = 0x30;
        names[1] = (byte) (2 + ascii.length);
        names[2] = (byte) 0x82;
        names[3] = (byte) ascii.length;
        System.arraycopy(ascii, 0, names, 4, ascii.length);
        return certificate -> certificate.addExtensionOctetString("2.5.29.17", false, names);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("certificates")
    void aServerIsTrustedByItsCertificate(
            String what, UnaryOperator<CertificateBuilder> certificate, @Nullable String refusal) throws Exception {
        for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
            Tls tls = tls(true, pem("known.pem", known), false, protocol);
            try (RawServer server = server(issued(certificate, known))) {
                String said = refusal(tls, server);
                if (refusal == null) {
                    assertThat(said).describedAs(protocol).isNull();
                } else {
                    assertThat(said).describedAs(protocol).startsWith(refusal);
                }
            }
        }
    }

    @Test
    void anotherNameWillDoWhenTheNameIsNotToBeVerified() throws Exception {
        Tls tls = tls(false, pem("known.pem", known), false, "TLSv1.3");
        try (RawServer server = server(issued(named("smpp2.smsportal.com"), known))) {
            assertThat(refusal(tls, server)).isNull();
        }
    }

    @Test
    void anUnknownAuthorityIsTrustedOnceTheFileHasIt() throws Exception {
        Path caFile = pem("growing.pem", known);
        Tls tls = tls(true, caFile, false, "TLSv1.3");
        try (RawServer server = server(issued(named(HOST), unknown))) {
            assertThat(refusal(tls, server))
                    .startsWith("the server's certificate is signed by no authority that is trusted here")
                    .contains("account.tls.caFile");

            Files.writeString(caFile, known.getRootCertificatePEM() + unknown.getRootCertificatePEM());
            assertThat(refusal(tls, server)).isNull();

            Files.writeString(caFile, "half a file");
            assertThat(refusal(tls, server)).isNull();

            Files.writeString(caFile, known.getRootCertificatePEM());
            assertThat(refusal(tls, server)).contains("no authority");
        }
    }

    @Test
    void theJvmsAuthoritiesAreTrustedBesideTheFilesOrNot() throws Exception {
        String before = System.getProperty("javax.net.ssl.trustStore");
        System.setProperty("javax.net.ssl.trustStore", trustStore(unknown).toString());
        try (RawServer server = server(issued(named(HOST), unknown))) {
            assertThat(refusal(tls(true, pem("known.pem", known), true, "TLSv1.3"), server))
                    .isNull();
            assertThat(refusal(tls(true, pem("known.pem", known), false, "TLSv1.3"), server))
                    .contains("no authority");
            assertThat(refusal(tls(true, null, true, "TLSv1.3"), server)).isNull();
        } finally {
            if (before == null) {
                System.clearProperty("javax.net.ssl.trustStore");
            } else {
                System.setProperty("javax.net.ssl.trustStore", before);
            }
        }
    }

    @Test
    void anotherCertificateOfTheSameAuthorityIsTrustedWithoutMoreAdo() throws Exception {
        Tls tls = tls(true, pem("known.pem", known), false, "TLSv1.3");
        for (UnaryOperator<CertificateBuilder> name : List.of(named(HOST), wildcard("*.smsportal.com"))) {
            try (RawServer server = server(issued(name, known))) {
                assertThat(refusal(tls, server)).isNull();
            }
        }
    }

    @Test
    void aPortWithoutTlsIsReported() throws Exception {
        Tls tls = tls(true, pem("known.pem", known), false, "TLSv1.3");
        try (RawServer server = new RawServer()) {
            var unused = Rig.inBackground(() -> server.accept().send(Octets.cString("SMPP, no TLS")));
            assertThat(refusal(tls, server.port())).startsWith("the server does not speak TLS on this port");
        }
    }

    /** Why the handshake failed, in words; null when it did not. */
    private @Nullable String refusal(Tls tls, RawServer server) throws InterruptedException {
        var unused = Rig.inBackground(() -> server.accept().awaitEnd());
        return refusal(tls, server.port());
    }

    private @Nullable String refusal(Tls tls, int port) throws InterruptedException {
        CompletableFuture<SslHandler> securing = new CompletableFuture<>();
        Channel channel = new Bootstrap()
                .group(client)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel connecting) {
                        SslHandler handler = tls.handler(connecting, HOST, port);
                        connecting.pipeline().addLast(handler);
                        securing.complete(handler);
                    }
                })
                .connect("127.0.0.1", port)
                .sync()
                .channel();
        Future<Channel> handshake = securing.join().handshakeFuture().await();
        channel.close().sync();
        return handshake.isSuccess() ? null : tls.inWords(handshake.cause(), HOST);
    }

    private static Tls tls(boolean verifyHostname, @Nullable Path caFile, boolean publicAuthorities, String protocol) {
        return new Tls(
                new TlsConfig(true, verifyHostname, caFile, publicAuthorities, List.of(protocol), null, null),
                Duration.ofSeconds(10));
    }

    private static RawServer server(X509Bundle certificate) throws Exception {
        return new RawServer(TlsServers.context(certificate).getServerSocketFactory());
    }

    private static X509Bundle authority(String subject) throws Exception {
        return new CertificateBuilder()
                .subject(subject)
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    private static X509Bundle issued(UnaryOperator<CertificateBuilder> certificate, X509Bundle by) throws Exception {
        return certificate
                .apply(new CertificateBuilder().subject("CN=server").notBefore(inDays(-9)))
                .buildIssuedBy(by);
    }

    private Path pem(String name, X509Bundle authority) throws Exception {
        return Files.writeString(directory.resolve(name), authority.getRootCertificatePEM());
    }

    private Path trustStore(X509Bundle authority) throws Exception {
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, null);
        store.setCertificateEntry("authority", authority.getCertificate());
        Path file = directory.resolve("truststore.jks");
        try (var out = Files.newOutputStream(file)) {
            store.store(out, "changeit".toCharArray());
        }
        return file;
    }
}

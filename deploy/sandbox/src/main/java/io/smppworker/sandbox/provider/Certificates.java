package io.smppworker.sandbox.provider;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.smppworker.sandbox.process.TemporaryDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The provider's own certificate authority and the one certificate it signed, valid for localhost, 127.0.0.1 and the
 * servers' names.
 */
final class Certificates {
    private final X509Bundle authority;
    private final X509Bundle server;

    private Certificates(X509Bundle authority, X509Bundle server) {
        this.authority = authority;
        this.server = server;
    }

    static Certificates make(List<ServerEndpoint> servers) throws Exception {
        X509Bundle authority = new CertificateBuilder()
                .ecp256()
                .subject("CN=smpp-worker sandbox CA")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        CertificateBuilder leaf = new CertificateBuilder()
                .ecp256()
                .subject("CN=localhost")
                .addSanDnsName("localhost")
                .addSanIpAddress("127.0.0.1")
                .addExtendedKeyUsageServerAuth();
        servers.forEach(server -> leaf.addSanDnsName(server.name()));
        return new Certificates(authority, leaf.buildIssuedBy(authority));
    }

    SslContext serverContext() throws IOException {
        return SslContextBuilder.forServer(server.getKeyPair().getPrivate(), server.getCertificatePath())
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2")
                .build();
    }

    /** Writes the authority's certificate as PEM to a file of that directory. */
    Path writeAuthority(TemporaryDirectory directory) throws IOException {
        return Files.writeString(directory.path().resolve("provider-ca.pem"), authority.getCertificatePEM());
    }
}

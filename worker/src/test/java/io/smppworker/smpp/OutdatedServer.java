package io.smppworker.smpp;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process of its own, whose JVM must be told to allow it: an SMPP server for localhost that speaks TLSv1 only, accepts
 * every bind and answers what comes next. Prints its port.
 */
public final class OutdatedServer {
    private OutdatedServer() {}

    /**
     * Serves until it is killed.
     *
     * @param args where to write the certificate of its authority
     */
    public static void main(String[] args) throws Exception {
        X509Bundle certificate = new CertificateBuilder()
                .rsa2048()
                .subject("CN=localhost")
                .addSanDnsName("localhost")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Files.writeString(Path.of(args[0]), certificate.getRootCertificatePEM());
        try (RawServer server = new RawServer(TlsServers.speaking(TlsServers.context(certificate), "TLSv1"))) {
            System.out.println(server.port());
            while (true) {
                serve(server);
            }
        }
    }

    private static void serve(RawServer server) {
        try {
            RawServer.Peer peer = server.accept();
            peer.acceptBind();
            peer.send(Octets.response(peer.receive(), 0));
        } catch (UncheckedIOException nextOne) {
            // no handshake, or nobody came for a while
        }
    }
}

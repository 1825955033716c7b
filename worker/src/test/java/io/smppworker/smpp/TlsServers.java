package io.smppworker.smpp;

import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** The server's side of TLS. */
final class TlsServers {
    private TlsServers() {}

    static SSLContext context(X509Bundle certificate) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(certificate.toKeyManagerFactory().getKeyManagers(), null, null);
        return context;
    }

    /** Sockets that speak one version only. */
    static ServerSocketFactory speaking(SSLContext context, String protocol) {
        return new ServerSocketFactory() {
            @Override
            public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
                SSLServerSocket socket =
                        (SSLServerSocket) context.getServerSocketFactory().createServerSocket(port, backlog, address);
                socket.setEnabledProtocols(new String[] {protocol});
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
}

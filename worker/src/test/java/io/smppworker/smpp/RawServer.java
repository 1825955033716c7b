package io.smppworker.smpp;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/** An SMPP server made of sockets: a test reads and writes whole PDUs, octet by octet, in whatever order it likes. */
final class RawServer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final ServerSocket listening;
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();

    RawServer() {
        this(ServerSocketFactory.getDefault());
    }

    RawServer(ServerSocketFactory sockets) {
        try {
            listening = sockets.createServerSocket(0, 100, InetAddress.getLoopbackAddress());
            listening.setSoTimeout(PATIENCE_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One whose connections hold little that it has not read. */
    static RawServer withSmallBuffers() {
        RawServer server = new RawServer();
        try {
            server.listening.setReceiveBufferSize(4096);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return server;
    }

    int port() {
        return listening.getLocalPort();
    }

    /** The next connection; waits for it. */
    Peer accept() {
        try {
            Socket socket = listening.accept();
            accepted.add(socket);
            return new Peer(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : accepted) {
            socket.close();
        }
    }

    /** The server's end of one connection. */
    static final class Peer {
        private final Socket socket;
        private final DataInputStream in;
        private final OutputStream out;

        Peer(Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            this.in = new DataInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
        }

        Socket socket() {
            return socket;
        }

        /** The next PDU; waits for it. */
        byte[] receive() {
            try {
                int length = in.readInt();
                byte[] rest = in.readNBytes(length - Integer.BYTES);
                return Octets.join(
                        java.nio.ByteBuffer.allocate(4).putInt(length).array(), rest);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The next PDU, which must have that command_id. */
        byte[] expect(int commandId) {
            byte[] pdu = receive();
            if (Octets.commandId(pdu) != commandId) {
                throw new AssertionError("expected 0x%08X, got %s".formatted(commandId, Octets.hex(pdu)));
            }
            return pdu;
        }

        /** Answers the bind that comes; hands it out. */
        byte[] acceptBind(byte[]... behindTheResponse) {
            byte[] bind = receive();
            send(Octets.response(bind, 0, Octets.cString("smsc")), Octets.join(behindTheResponse));
            return bind;
        }

        /** Everything in one write. */
        void send(byte[]... pdus) {
            try {
                out.write(Octets.join(pdus));
                out.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Whether the other side ends the connection, after whatever PDUs it still sends. */
        boolean awaitEnd() {
            try {
                in.readAllBytes();
                return true;
            } catch (java.net.SocketTimeoutException e) {
                return false;
            } catch (IOException e) {
                return true;
            }
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Closes so that the other side sees a reset. */
        void reset() {
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

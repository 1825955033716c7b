package io.smppworker.cli;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps checked requests until all are checked, so that none is produced when one is bad, and standard input is read once
 * only. A compressed temporary file that nobody else can read, and that has no name (on Unix) from the moment that it is open,
 * so that it is gone with the process. First written, then read. Not thread-safe.
 */
final class RequestSpool implements AutoCloseable {
    private static final int BUFFER_OCTETS = 64 * 1024;

    private final FileChannel file;
    private final GZIPOutputStream compressed;
    private final DataOutputStream out;
    private @Nullable DataInputStream in;
    private long unread;

    RequestSpool() throws IOException {
        file = open();
        compressed = new GZIPOutputStream(Channels.newOutputStream(file), BUFFER_OCTETS);
        out = new DataOutputStream(new BufferedOutputStream(compressed, BUFFER_OCTETS));
    }

    private static FileChannel open() throws IOException {
        try {
            return FileChannel.open(
                    Files.createTempFile("smpp-worker-send-", null),
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw new IOException(
                    "requests that are checked cannot be kept in %s (set JDK_JAVA_OPTIONS=-Djava.io.tmpdir=DIRECTORY)"
                            .formatted(System.getProperty("java.io.tmpdir")),
                    e);
        }
    }

    /**
     * A request as it is to be produced.
     *
     * @param line of the file it came from
     */
    @SuppressWarnings("ArrayRecordComponent") // octets on their way to a topic; never compared
    record Checked(long line, String messageId, byte[] json) {}

    void add(Checked request) throws IOException {
        out.writeLong(request.line());
        out.writeUTF(request.messageId());
        out.writeInt(request.json().length);
        out.write(request.json());
        unread++;
    }

    /** How many have been added and not been taken. */
    long size() {
        return unread;
    }

    /** The next one in their order, or null at the end. After the first call none can be added. */
    @Nullable
    Checked next() throws IOException {
        if (in == null) {
            in = rewound();
        }
        if (unread == 0) {
            return null;
        }
        unread--;
        long line = in.readLong();
        String messageId = in.readUTF();
        return new Checked(line, messageId, in.readNBytes(in.readInt()));
    }

    private DataInputStream rewound() throws IOException {
        out.flush();
        compressed.finish();
        return new DataInputStream(new BufferedInputStream(
                new GZIPInputStream(Channels.newInputStream(file.position(0)), BUFFER_OCTETS), BUFFER_OCTETS));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

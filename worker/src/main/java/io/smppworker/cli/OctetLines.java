package io.smppworker.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Splits octets at line ends (LF, CR LF or CR); the last line needs none. Not thread-safe. */
final class OctetLines {
    private final PushbackInputStream in;
    private final int mostOctets;
    private long number;

    /** @param mostOctets longer lines are cut to them */
    OctetLines(PushbackInputStream in, int mostOctets) {
        this.in = in;
        this.mostOctets = mostOctets;
    }

    /**
     * One line.
     *
     * @param number from 1
     * @param isWhole false when the line was cut
     */
    @SuppressWarnings("ArrayRecordComponent") // octets from a file; never compared
    record Line(long number, byte[] octets, boolean isWhole) {
        boolean isBlank() {
            return new String(octets, StandardCharsets.ISO_8859_1).matches("[ \t]*");
        }
    }

    /** The next one, or null at the end. */
    @Nullable
    Line next() throws IOException {
        int octet = in.read();
        if (octet < 0) {
            return null;
        }
        ByteArrayOutputStream octets = new ByteArrayOutputStream(256);
        boolean isWhole = true;
        while (octet >= 0 && octet != '\n' && octet != '\r') {
            if (octets.size() < mostOctets) {
                octets.write(octet);
            } else {
                isWhole = false;
            }
            octet = in.read();
        }
        if (octet == '\r') {
            skipLineFeed(in);
        }
        return new Line(++number, octets.toByteArray(), isWhole);
    }

    /** Skips the LF after a CR. */
    static void skipLineFeed(PushbackInputStream in) throws IOException {
        int behind = in.read();
        if (behind >= 0 && behind != '\n') {
            in.unread(behind);
        }
    }
}

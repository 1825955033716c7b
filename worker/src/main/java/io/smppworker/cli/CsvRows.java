package io.smppworker.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits octets into the rows and cells of a CSV file (RFC 4180, with any one-octet delimiter): cells in quotes may have
 * delimiters, line ends and doubled quotes; a quote inside of a cell that does not begin with one is itself. Not thread-safe.
 */
final class CsvRows {
    private static final int END = -1;

    private final PushbackInputStream in;
    private final char delimiter;
    private final int mostOctets;
    private long line;

    private List<byte[]> cells = new ArrayList<>();
    private ByteArrayOutputStream cell = new ByteArrayOutputStream();
    private int octets;
    private @Nullable String problem;
    /** Whether a quote has opened the cell, and whether another has closed it again. */
    private boolean isQuoted;

    private boolean isClosed;
    private int previous = END;

    /**
     * Begins with the next octet.
     *
     * @param firstLine number of the line that it is on
     * @param mostOctets a longer row is a problem, and not kept
     */
    CsvRows(PushbackInputStream in, char delimiter, long firstLine, int mostOctets) {
        this.in = in;
        this.delimiter = delimiter;
        this.line = firstLine;
        this.mostOctets = mostOctets;
    }

    /**
     * One row.
     *
     * @param line that it begins on
     * @param problem why its cells are not to be used, or null
     */
    record Row(long line, List<byte[]> cells, @Nullable String problem) {
        boolean isBlank() {
            return problem == null && cells.size() == 1 && cells.get(0).length == 0;
        }
    }

    /** The next one, or null at the end. */
    @Nullable
    Row next() throws IOException {
        int octet = in.read();
        if (octet == END) {
            return null;
        }
        long begins = line;
        cells = new ArrayList<>();
        octets = 0;
        problem = null;
        startCell();
        while (octet != END && (isOpen() || !isLineEnd(octet))) {
            take(octet);
            octet = in.read();
        }
        if (octet == '\r') {
            OctetLines.skipLineFeed(in);
        }
        line++;
        if (isOpen()) {
            problem = "has a quote that is not closed";
        }
        endCell();
        return new Row(begins, cells, problem);
    }

    private boolean isOpen() {
        return isQuoted && !isClosed;
    }

    private static boolean isLineEnd(int octet) {
        return octet == '\n' || octet == '\r';
    }

    private void take(int octet) throws IOException {
        if (isOpen()) {
            takeQuoted(octet);
        } else if (octet == delimiter) {
            endCell();
        } else if (isClosed) {
            problem = "has characters behind a closing quote";
        } else if (octet == '"' && cell.size() == 0) {
            isQuoted = true;
        } else {
            keep(octet);
        }
    }

    private void takeQuoted(int octet) throws IOException {
        if (octet != '"') {
            line += octet == '\r' || (octet == '\n' && previous != '\r') ? 1 : 0;
            previous = octet;
            keep(octet);
            return;
        }
        int behind = in.read();
        if (behind == '"') {
            keep('"');
            return;
        }
        isClosed = true;
        if (behind != END) {
            in.unread(behind);
        }
    }

    private void keep(int octet) {
        if (octets < mostOctets) {
            cell.write(octet);
            octets++;
        } else {
            problem = "is longer than a record may be";
        }
    }

    private void startCell() {
        cell = new ByteArrayOutputStream();
        isQuoted = false;
        isClosed = false;
    }

    private void endCell() {
        cells.add(cell.toByteArray());
        startCell();
    }
}

package io.smppworker.cli;

import io.smppworker.schemas.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Reads a file of send requests in UTF-8: JSON lines, or CSV with a header (RFC 4180; comma, semicolon or tab, whichever the
 * header has); an opening brace at its beginning means JSON. Blank lines and a byte order mark do not count.
 */
final class RequestLines {
    /** Below the largest record that a broker takes by default, 1 MiB with everything. */
    static final int MOST_OCTETS = 1_000_000;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int BUFFER_OCTETS = 64 * 1024;
    private static final String DELIMITERS = ",;\t";

    private RequestLines() {}

    /** Receives the lines of a file, in their order. */
    interface Reader {
        /** A request, complete or not, that is on this line or begins there; not validated. */
        void request(long line, byte[] json) throws IOException;

        /** This line, or the row that begins there, is no request. */
        void unreadable(long line, String problem);
    }

    /** @throws BadInput when the file as a whole is not usable */
    static void read(InputStream file, Reader reader) throws BadInput, IOException {
        PushbackInputStream in =
                new PushbackInputStream(new BufferedInputStream(file, BUFFER_OCTETS), BYTE_ORDER_MARK.length);
        skipByteOrderMark(in);
        OctetLines lines = new OctetLines(in, MOST_OCTETS);
        OctetLines.Line first = lines.next();
        while (first != null && first.isBlank()) {
            first = lines.next();
        }
        if (first == null) {
            return;
        }
        String begins = new String(first.octets(), StandardCharsets.ISO_8859_1).stripLeading();
        if (begins.startsWith("[")) {
            throw new BadInput("is a JSON array, and must have one request a line, without commas between them");
        }
        if (begins.startsWith("{")) {
            json(first, lines, reader);
        } else {
            csv(first, in, reader);
        }
    }

    private static void skipByteOrderMark(PushbackInputStream in) throws BadInput, IOException {
        byte[] begin = in.readNBytes(BYTE_ORDER_MARK.length);
        if (Utf8.isUtf16(begin)) {
            throw new BadInput("is UTF-16, and must be UTF-8");
        }
        if (!Arrays.equals(begin, BYTE_ORDER_MARK)) {
            in.unread(begin);
        }
    }

    private static void json(OctetLines.Line first, OctetLines lines, Reader reader) throws IOException {
        for (OctetLines.Line line = first; line != null; line = lines.next()) {
            if (!line.isWhole()) {
                reader.unreadable(line.number(), "is longer than a record may be");
            } else if (!line.isBlank()) {
                reader.request(line.number(), line.octets());
            }
        }
    }

    private static void csv(OctetLines.Line header, PushbackInputStream in, Reader reader)
            throws BadInput, IOException {
        char delimiter = delimiter(header.octets());
        PushbackInputStream octets = new PushbackInputStream(new ByteArrayInputStream(header.octets()), 1);
        CsvRows.Row names = Objects.requireNonNull(
                new CsvRows(octets, delimiter, header.number(), MOST_OCTETS).next(), "it is not blank");
        if (names.problem() != null) {
            throw new BadInput("has a header that " + names.problem());
        }
        RequestColumns columns = RequestColumns.of(texts(names.cells()));
        CsvRows rows = new CsvRows(in, delimiter, header.number() + 1, MOST_OCTETS);
        for (CsvRows.Row row = rows.next(); row != null; row = rows.next()) {
            if (!row.isBlank()) {
                read(row, columns, reader);
            }
        }
    }

    private static void read(CsvRows.Row row, RequestColumns columns, Reader reader) throws IOException {
        String problem = row.problem();
        if (problem == null && row.cells().size() != columns.size()) {
            int cells = row.cells().size();
            problem = "has %d cell%s instead of %d".formatted(cells, cells == 1 ? "" : "s", columns.size());
        }
        if (problem != null) {
            reader.unreadable(row.line(), problem);
            return;
        }
        try {
            reader.request(row.line(), Json.MAPPER.writeValueAsBytes(columns.request(texts(row.cells()))));
        } catch (BadInput notUtf8) {
            reader.unreadable(row.line(), "has a cell that " + notUtf8.getMessage());
        }
    }

    private static List<String> texts(List<byte[]> cells) throws BadInput {
        List<String> texts = new ArrayList<>();
        for (byte[] cell : cells) {
            texts.add(Utf8.decode(cell));
        }
        return texts;
    }

    /** The first delimiter in the header, since no field's name contains one. */
    private static char delimiter(byte[] header) {
        for (byte octet : header) {
            if (DELIMITERS.indexOf(octet) >= 0) {
                return (char) octet;
            }
        }
        return DELIMITERS.charAt(0);
    }
}

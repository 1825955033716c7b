package io.smppworker.encoding;

import io.smppworker.message.NationalLanguage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The national language tables (3GPP TS 23.038 annex A.2 and A.3), read once from {@code national-language-tables.txt}.
 * Thread-safe.
 */
final class NationalTables {
    private static final String RESOURCE = "national-language-tables.txt";
    private static final int ROWS = 8;
    private static final int COLUMNS = 16;
    private static final int HEX = 16;

    private static final Map<String, SeptetTable> BY_HEADING = read();

    private NationalTables() {}

    /** The table for the septet after an escape; every language has one. */
    static SeptetTable singleShift(NationalLanguage language) {
        return Objects.requireNonNull(BY_HEADING.get(heading(language, "single")), "every language has one");
    }

    /** The table that replaces the default alphabet; empty for Spanish (annex A.3.2). */
    static Optional<SeptetTable> lockingShift(NationalLanguage language) {
        return Optional.ofNullable(BY_HEADING.get(heading(language, "locking")));
    }

    private static String heading(NationalLanguage language, String kind) {
        return "[" + language.name().toLowerCase(Locale.ROOT) + " " + kind + "]";
    }

    private static Map<String, SeptetTable> read() {
        try (InputStream resource =
                        Objects.requireNonNull(NationalTables.class.getResourceAsStream(RESOURCE), RESOURCE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            Map<String, SeptetTable> tables = new HashMap<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("[")) {
                    tables.put(line.substring(0, line.indexOf(']') + 1), table(lines));
                }
            }
            return Map.copyOf(tables);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }

    private static SeptetTable table(BufferedReader lines) throws IOException {
        char[] characters = new char[ROWS * COLUMNS];
        for (int row = 0; row < ROWS; row++) {
            String[] codePoints =
                    Objects.requireNonNull(lines.readLine(), RESOURCE).split(" ", -1);
            for (int column = 0; column < COLUMNS; column++) {
                if (!codePoints[column].equals(".")) {
                    characters[row * COLUMNS + column] = (char) Integer.parseInt(codePoints[column], HEX);
                }
            }
        }
        return new SeptetTable(characters);
    }
}

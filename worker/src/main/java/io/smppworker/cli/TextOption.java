package io.smppworker.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command's text comes from: an argument, a file, or standard input. */
final class TextOption {
    /** Far more than the longest message, of 255 segments, takes. */
    private static final int MOST_OCTETS = 1024 * 1024;

    @Option(names = "--text", required = true, paramLabel = "TEXT", description = "the text")
    private @Nullable String text;

    @Option(
            names = "--text-file",
            required = true,
            paramLabel = "FILE",
            description = "a file with the text in UTF-8, whatever the locale, without one line end at its end;"
                    + " - is standard input")
    private @Nullable Path file;

    /** @throws BadInput when the file cannot be read, or is not UTF-8 */
    String read() throws BadInput {
        if (text != null) {
            return text;
        }
        Path given = Objects.requireNonNull(file, "the parser asks for one of the two");
        try (InputStream in = GivenInput.open(given)) {
            return read(in);
        } catch (BadInput | IOException e) {
            throw new BadInput("--text-file: %s %s".formatted(given, e.getMessage()));
        }
    }

    boolean isStandardInput() {
        return file != null && GivenInput.isStandardInput(file);
    }

    /** The text in a file's octets, without a byte order mark and one line end at the end. */
    static String read(InputStream in) throws BadInput, IOException {
        byte[] octets = in.readNBytes(MOST_OCTETS + 1);
        if (octets.length > MOST_OCTETS) {
            throw new BadInput("is longer than any message");
        }
        return Utf8.decode(octets).replaceAll("\\A\\x{FEFF}|\\r?\\n\\z", "");
    }
}

package io.smppworker.cli;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Arguments and environment as the octets that the process was given. The JVM decodes them by the locale, and puts U+FFFD for
 * each octet that it cannot read: under the POSIX locale (systemd, cron, slim containers) for each beyond ASCII. Where the
 * kernel still has the octets (Linux: {@code /proc/self}) they are read as UTF-8 instead; where it has not, or where they are
 * not UTF-8, arguments are refused, since a text must not be sent as anything else.
 */
public final class GivenOctets {
    private static final char REPLACEMENT = '\uFFFD';
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final Path ENVIRONMENT = Path.of("/proc/self/environ");

    private GivenOctets() {}

    /** This process's arguments. */
    public static String[] arguments(String[] decoded) throws BadInput {
        return isLossy(decoded) ? arguments(decoded, octets(COMMAND_LINE), locale()) : decoded;
    }

    /** This process's environment. */
    public static Map<String, String> environment() {
        Map<String, String> decoded = System.getenv();
        return decoded.values().stream().anyMatch(GivenOctets::isLossy)
                ? environment(decoded, octets(ENVIRONMENT))
                : decoded;
    }

    /**
     * The arguments in the octets of a command line, each ended by a NUL: the last ones, since the JVM's own come first.
     *
     * @param decoded the arguments as the JVM decoded them
     * @param commandLine null when it is not known
     * @param locale the charset that the JVM decoded them by
     */
    static String[] arguments(String[] decoded, byte @Nullable [] commandLine, Charset locale) throws BadInput {
        List<byte[]> given = commandLine == null ? List.of() : split(commandLine);
        int before = given.size() - decoded.length;
        String[] read = new String[decoded.length];
        for (int i = 0; i < decoded.length; i++) {
            byte[] octets = before < 0 ? null : given.get(before + i);
            boolean isKnown = octets != null && new String(octets, locale).equals(decoded[i]);
            read[i] = !isLossy(decoded[i]) ? decoded[i] : decode(isKnown ? octets : null, place(decoded, i), locale);
        }
        return read;
    }

    private static String decode(byte @Nullable [] octets, String place, Charset locale) throws BadInput {
        if (octets == null) {
            throw new BadInput(
                    "%s cannot be read under this locale (%s): set LC_ALL=C.UTF-8, or give a text with --text-file, in UTF-8"
                            .formatted(place, locale));
        }
        try {
            return Utf8.decode(octets);
        } catch (BadInput notUtf8) {
            throw new BadInput("%s %s: give it in UTF-8, or a text with --text-file, in UTF-8"
                    .formatted(place, notUtf8.getMessage()));
        }
    }

    /** Which argument it is, without its value. */
    private static String place(String[] arguments, int index) {
        String argument = arguments[index];
        String option = argument.startsWith("--") && argument.contains("=")
                ? argument.substring(0, argument.indexOf('='))
                : index == 0 ? "" : arguments[index - 1];
        String number = "argument " + (index + 1);
        return option.startsWith("--") && !isLossy(option) ? "%s (of %s)".formatted(number, option) : number;
    }

    /** Values that the JVM could not decode are read as UTF-8 where that is possible; the others are unchanged. */
    static Map<String, String> environment(Map<String, String> decoded, byte @Nullable [] environ) {
        Map<String, String> read = new HashMap<>(decoded);
        for (byte[] entry : environ == null ? List.<byte[]>of() : split(environ)) {
            try {
                String text = Utf8.decode(entry);
                int equals = text.indexOf('=');
                String value = equals < 1 ? null : decoded.get(text.substring(0, equals));
                if (value != null && isLossy(value)) {
                    read.put(text.substring(0, equals), text.substring(equals + 1));
                }
            } catch (BadInput notUtf8) {
                // stays as it is
            }
        }
        return read;
    }

    private static boolean isLossy(String... decoded) {
        return Arrays.stream(decoded).anyMatch(text -> text.indexOf(REPLACEMENT) >= 0);
    }

    private static List<byte[]> split(byte[] octets) {
        List<byte[]> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == 0) {
                parts.add(Arrays.copyOfRange(octets, start, i));
                start = i + 1;
            }
        }
        if (start < octets.length) {
            parts.add(Arrays.copyOfRange(octets, start, octets.length));
        }
        return parts;
    }

    private static byte @Nullable [] octets(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException notLinux) {
            return null;
        }
    }

    private static Charset locale() {
        String name = System.getProperty("sun.jnu.encoding", "US-ASCII");
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.US_ASCII;
    }
}

package io.smppworker.inbound;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text of a delivery receipt (SMPP 3.4 appendix B), read tolerantly: {@code id:… sub:… dlvrd:… submit date:… done
 * date:… stat:… err:… text:…} with any subset of the fields, in any order and any case. A field's value ends where the
 * next field starts; of a repeated field the first counts; nothing at or after {@code text:} is read, for it quotes the
 * subscriber's message. The space in a field's name may be an underscore, or missing. Linear in the length of the text;
 * never throws. Pure.
 *
 * @param id as it came, without padding; absent or empty is null, as for all fields
 * @param stat the provider's own status text, one word or several with a space between them
 * @param err the network's or the provider's error, not necessarily a number
 * @param doneDate as it came; see {@link ReceiptDate}
 */
record ReceiptText(
        @Nullable String id,
        @Nullable String stat,
        @Nullable String err,
        @Nullable String doneDate) {

    static final ReceiptText EMPTY = new ReceiptText(null, null, null, null);

    private static final int LONGEST_STAT = 64;

    /** The fields, in every spelling of their names. */
    private static final List<String> NAMES = List.of(
            "id",
            "sub",
            "dlvrd",
            "submit date",
            "submit_date",
            "submitdate",
            "done date",
            "done_date",
            "donedate",
            "stat",
            "err",
            "text");

    private static final int LONGEST_NAME = "submit date".length();

    static ReceiptText parse(String text) {
        Map<String, String> values = new HashMap<>();
        String open = "";
        int valueStart = 0;
        int colon = text.indexOf(':');
        while (colon >= 0 && !open.equals("text")) {
            String next = nameBefore(colon, text, valueStart);
            if (next != null) {
                values.putIfAbsent(open, text.substring(valueStart, colon - next.length()));
                open = next.replace(" ", "").replace("_", "");
                valueStart = colon + 1;
            }
            colon = text.indexOf(':', colon + 1);
        }
        values.putIfAbsent(open, text.substring(valueStart));
        return new ReceiptText(
                firstWord(values.get("id")),
                words(values.get("stat")),
                firstWord(values.get("err")),
                values.get("donedate"));
    }

    /** The field whose name ends before the colon and begins with the value or behind a separator; null when none does. */
    private static @Nullable String nameBefore(int colon, String text, int valueStart) {
        String before = text.substring(Math.max(valueStart, colon - LONGEST_NAME), colon)
                .toLowerCase(Locale.ROOT);
        for (String name : NAMES) {
            int start = colon - name.length();
            if (before.endsWith(name) && (start == valueStart || separates(text.charAt(start - 1)))) {
                return name;
            }
        }
        return null;
    }

    private static @Nullable String firstWord(@Nullable String value) {
        String stripped = strip(value);
        return stripped.isEmpty() ? null : stripped.substring(0, endOfWord(stripped, 0));
    }

    /** The words up to the first separator that is no space, or up to one that looks like a field. */
    private static @Nullable String words(@Nullable String value) {
        String stripped = strip(value);
        if (stripped.isEmpty()) {
            return null;
        }
        int end = endOfWord(stripped, 0);
        StringBuilder words = new StringBuilder(stripped.substring(0, end));
        while (end < stripped.length() && stripped.charAt(end) == ' ') {
            int start = end + 1;
            end = endOfWord(stripped, start);
            String word = stripped.substring(start, end);
            if (word.indexOf(':') >= 0 || words.length() + word.length() >= LONGEST_STAT) {
                break;
            }
            if (!word.isEmpty()) {
                words.append(' ').append(word);
            }
        }
        return words.toString();
    }

    private static int endOfWord(String text, int start) {
        int end = start;
        while (end < text.length() && !separates(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** The value without separators at its ends; empty when it is absent. */
    static String strip(@Nullable String value) {
        String text = value == null ? "" : value;
        int start = 0;
        int end = text.length();
        while (start < end && separates(text.charAt(start))) {
            start++;
        }
        while (end > start && separates(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** Spaces, control characters (trailing NULs among them), a byte order mark, and some providers' list separators. */
    private static boolean separates(char c) {
        return c <= ' ' || c == ',' || c == ';' || c == '|' || c == '\uFEFF';
    }
}

package io.smppworker.inbound;

import java.util.EnumMap;
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

    private enum Field {
        ID("id"),
        SUB("sub"),
        DLVRD("dlvrd"),
        SUBMIT_DATE("submit date"),
        DONE_DATE("done date"),
        STAT("stat"),
        ERR("err"),
        TEXT("text");

        private final String label;

        Field(String label) {
            this.label = label;
        }

        /** Where its value starts if its name starts at the index; -1 otherwise. */
        int valueStart(String text, int index) {
            int at = index;
            for (int i = 0; i < label.length(); i++) {
                char expected = label.charAt(i);
                char actual = at < text.length() ? text.charAt(at) : 0;
                if (expected == ' ') {
                    at += actual == ' ' || actual == '_' ? 1 : 0;
                } else if ((actual | 0x20) == expected) {
                    at++;
                } else {
                    return -1;
                }
            }
            return at < text.length() && text.charAt(at) == ':' ? at + 1 : -1;
        }
    }

    static ReceiptText parse(String text) {
        Map<Field, String> values = new EnumMap<>(Field.class);
        Field open = null;
        int valueStart = 0;
        int i = 0;
        while (i < text.length()) {
            boolean atBoundary = i == valueStart || separates(text.charAt(i - 1));
            Field next = atBoundary ? fieldAt(text, i) : null;
            if (next == null) {
                i++;
                continue;
            }
            close(values, open, text, valueStart, i);
            open = next;
            i = next.valueStart(text, i);
            valueStart = i;
            if (next == Field.TEXT) {
                break;
            }
        }
        close(values, open, text, valueStart, text.length());
        return new ReceiptText(
                firstWord(values.get(Field.ID)),
                words(values.get(Field.STAT)),
                firstWord(values.get(Field.ERR)),
                values.get(Field.DONE_DATE));
    }

    private static @Nullable Field fieldAt(String text, int index) {
        for (Field field : Field.values()) {
            if (field.valueStart(text, index) >= 0) {
                return field;
            }
        }
        return null;
    }

    private static void close(Map<Field, String> values, @Nullable Field open, String text, int start, int end) {
        if (open != null && open != Field.TEXT) {
            values.putIfAbsent(open, text.substring(start, end));
        }
    }

    private static @Nullable String firstWord(@Nullable String value) {
        if (value == null) {
            return null;
        }
        int start = 0;
        while (start < value.length() && separates(value.charAt(start))) {
            start++;
        }
        int end = start;
        while (end < value.length() && !separates(value.charAt(end))) {
            end++;
        }
        return start == end ? null : value.substring(start, end);
    }

    /** The words up to the first separator that is no space, or up to one that looks like a field. */
    private static @Nullable String words(@Nullable String value) {
        String first = firstWord(value);
        if (value == null || first == null) {
            return null;
        }
        int end = value.indexOf(first) + first.length();
        StringBuilder words = new StringBuilder(first);
        while (end < value.length() && value.charAt(end) == ' ') {
            int start = end + 1;
            end = start;
            while (end < value.length() && !separates(value.charAt(end))) {
                end++;
            }
            String word = value.substring(start, end);
            if (word.indexOf(':') >= 0 || words.length() + word.length() >= LONGEST_STAT) {
                break;
            }
            if (!word.isEmpty()) {
                words.append(' ').append(word);
            }
        }
        return words.toString();
    }

    /** Spaces, control characters (trailing NULs among them), a byte order mark, and some providers' list separators. */
    static boolean separates(char c) {
        return c <= ' ' || c == ',' || c == ';' || c == '|' || c == '\uFEFF';
    }
}

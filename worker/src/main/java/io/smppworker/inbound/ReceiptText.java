package io.smppworker.inbound;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text of a delivery receipt (SMPP 3.4 appendix B), read tolerantly: {@code id:… sub:… dlvrd:… submit date:… done
 * date:… stat:… err:… text:…} with any subset of the fields, in any order and any case. A field's value ends where the
 * next field starts; of a repeated field the first counts; nothing at or after {@code text:} is read, for it quotes the
 * subscriber's message. Linear in the length of the text; never throws. Pure.
 *
 * @param id as it came, without padding; absent or empty is null, as for all fields
 * @param stat the provider's own word
 * @param err the network's or the provider's error, not necessarily a number
 * @param doneDate as it came; see {@link ReceiptDate}
 */
record ReceiptText(
        @Nullable String id,
        @Nullable String stat,
        @Nullable String err,
        @Nullable String doneDate) {

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

        boolean startsAt(String text, int index) {
            int colon = index + label.length();
            return colon < text.length() && text.charAt(colon) == ':' && labelMatches(text, index);
        }

        private boolean labelMatches(String text, int index) {
            for (int i = 0; i < label.length(); i++) {
                char expected = label.charAt(i);
                char actual = text.charAt(index + i);
                boolean matches = expected == ' ' ? actual == ' ' || actual == '_' : (actual | 0x20) == expected;
                if (!matches) {
                    return false;
                }
            }
            return true;
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
            i += next.label.length() + 1;
            valueStart = i;
            if (next == Field.TEXT) {
                break;
            }
        }
        close(values, open, text, valueStart, text.length());
        return new ReceiptText(
                firstWord(values.get(Field.ID)),
                firstWord(values.get(Field.STAT)),
                firstWord(values.get(Field.ERR)),
                values.get(Field.DONE_DATE));
    }

    private static @Nullable Field fieldAt(String text, int index) {
        for (Field field : Field.values()) {
            if (field.startsAt(text, index)) {
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

    /** Spaces, control characters (trailing NULs among them) and the list separators some providers use. */
    private static boolean separates(char c) {
        return c <= ' ' || c == ',' || c == ';' || c == '|';
    }
}

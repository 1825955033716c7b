package io.smppworker.message;

/** Phone numbers as they may appear in a log: {@code 2782*****67}. */
public final class Masked {
    private static final int SHOWN_FIRST = 4;
    private static final int SHOWN_LAST = 2;
    private static final int SHORTEST_SHOWN = 9;

    private Masked() {}

    /** The first four and last two characters, the rest starred; stars only when that would show most of it. */
    public static String number(String number) {
        if (number.length() < SHORTEST_SHOWN) {
            return "*".repeat(number.length());
        }
        int hidden = number.length() - SHOWN_FIRST - SHOWN_LAST;
        return number.substring(0, SHOWN_FIRST) + "*".repeat(hidden) + number.substring(number.length() - SHOWN_LAST);
    }
}

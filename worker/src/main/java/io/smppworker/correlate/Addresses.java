package io.smppworker.correlate;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a receipt may be for a message, by its addresses. A receipt goes from the handset to the sender; some providers
 * leave the addresses as in the message. Numbers are equal with and without a leading plus, zeros or country code. Pure.
 */
final class Addresses {
    /** Trailing digits that must be equal in two numbers of different length; fewer may be chance. */
    private static final int ENOUGH_DIGITS = 7;

    private Addresses() {}

    /** Whether the receipt is from the message's handset. */
    static boolean suit(IdEvent.Accepted message, IdEvent.Reported report) {
        return isSame(message.to(), report.from()) || isSame(message.to(), report.to());
    }

    /** Whether the receipt also names the message's sender. */
    static boolean suitBoth(IdEvent.Accepted message, IdEvent.Reported report) {
        return (isSame(message.to(), report.from()) && isSame(message.from(), report.to()))
                || (isSame(message.to(), report.to()) && isSame(message.from(), report.from()));
    }

    private static boolean isSame(@Nullable String one, String other) {
        if (one == null) {
            return false;
        }
        String first = normal(one);
        String second = normal(other);
        if (first.equals(second)) {
            return !first.isEmpty();
        }
        return isNumber(first)
                && isNumber(second)
                && Math.min(first.length(), second.length()) >= ENOUGH_DIGITS
                && (first.endsWith(second) || second.endsWith(first));
    }

    private static String normal(String address) {
        String bare = address.strip().toLowerCase(Locale.ROOT);
        String unsigned = bare.startsWith("+") ? bare.substring(1) : bare;
        int start = 0;
        while (isNumber(unsigned) && start < unsigned.length() - 1 && unsigned.charAt(start) == '0') {
            start++;
        }
        return unsigned.substring(start);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}

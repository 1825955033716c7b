package io.smppworker.message;

import java.math.BigInteger;
import java.util.Locale;

/**
 * One spelling for an SMSC message id, so that the id of a submit_sm_resp meets the id of its receipt: surrounding
 * spaces and NULs off, case folded, leading zeros off, and numbers of a declared base in hexadecimal. An id that is not
 * a number of the declared base is treated as raw. Pure.
 */
public final class CanonicalId {
    /** SMPP 3.4 §5.2.23: message_id is at most 65 octets with its NUL. A longer one is no number. */
    private static final int LONGEST_NUMBER = 65;

    private CanonicalId() {}

    /** The one spelling of an id; empty when there is nothing but padding. */
    public static String of(String id, MessageIdForm form) {
        String bare = id.trim().toLowerCase(Locale.ROOT);
        if (bare.length() <= LONGEST_NUMBER) {
            if (form == MessageIdForm.DECIMAL && isNumber(bare, 10)) {
                return new BigInteger(bare).toString(16);
            }
            if (form == MessageIdForm.HEX && bare.startsWith("0x") && isNumber(bare.substring(2), 16)) {
                return withoutLeadingZeros(bare.substring(2));
            }
        }
        return withoutLeadingZeros(bare);
    }

    private static boolean isNumber(String text, int radix) {
        return !text.isEmpty() && text.chars().allMatch(c -> c < 128 && Character.digit(c, radix) >= 0);
    }

    private static String withoutLeadingZeros(String text) {
        int start = 0;
        while (start < text.length() - 1 && text.charAt(start) == '0') {
            start++;
        }
        return text.substring(start);
    }
}

package io.smppworker.inbound;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A receipt's date (SMPP 3.4 appendix B: {@code YYMMDDhhmm}), also with seconds, with a four-digit year, or with
 * punctuation between the digits. The specification names no time zone and SMSPortal documents none: UTC is assumed.
 * Pure.
 */
final class ReceiptDate {
    private static final int LONGEST = 32;

    private ReceiptDate() {}

    /** Null when it is absent or no date, as in {@code 0000000000}. */
    static @Nullable Instant parse(@Nullable String value) {
        if (value == null) {
            return null;
        }
        String digits = digitsOf(value);
        return switch (digits.length()) {
            case 10 -> instant("20" + digits + "00");
            case 12 -> {
                Instant withSeconds = instant("20" + digits);
                yield withSeconds != null ? withSeconds : instant(digits + "00");
            }
            case 14 -> instant(digits);
            default -> null;
        };
    }

    private static String digitsOf(String value) {
        StringBuilder digits = new StringBuilder(14);
        for (int i = 0; i < Math.min(value.length(), LONGEST); i++) {
            char c = value.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            }
        }
        return digits.toString();
    }

    /** From {@code YYYYMMDDhhmmss}. */
    private static @Nullable Instant instant(String digits) {
        try {
            return LocalDateTime.of(
                            number(digits, 0, 4),
                            number(digits, 4, 6),
                            number(digits, 6, 8),
                            number(digits, 8, 10),
                            number(digits, 10, 12),
                            number(digits, 12, 14))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    private static int number(String digits, int from, int to) {
        return Integer.parseInt(digits, from, to, 10);
    }
}

package io.smppworker.inbound;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A receipt's date: {@code YYMMDDhhmm} (SMPP 3.4 appendix B), also with seconds, with a four-digit year, with punctuation
 * between the digits, with an offset from UTC; or SMPP's absolute form {@code YYMMDDhhmmsstnnp} (§7.1.1.1). Without an
 * offset UTC is assumed: the specification names no time zone and SMSPortal documents none. A date of another form, a
 * relative time among them, gives no instant; nor does one with an implausible year, as when it begins with its day, or one
 * whose digits may as well be day, month and year. Pure.
 */
final class ReceiptDate {
    private static final int LONGEST = 40;

    /** At the end tenths of a second, then the quarters of an hour by which local time is ahead of UTC or behind. */
    private static final Pattern ABSOLUTE =
            Pattern.compile("(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)\\d(\\d\\d)([+-])");

    private static final Pattern CALENDAR = Pattern.compile(
            "((?:20)?\\d\\d)([-/.]?)(\\d\\d)\\2(\\d\\d)[ T_-]*"
                    + "(\\d\\d)([:.]?)(\\d\\d)(?:\\6(\\d\\d)(?:[.,]\\d{1,9})?)?"
                    + " *(?:Z|UTC|GMT|([+-])(\\d\\d):?([0-5]\\d)?)?",
            Pattern.CASE_INSENSITIVE);

    /** Twelve digits, of which two or four may be the year. */
    private static final Pattern TWELVE_DIGITS = Pattern.compile("20\\d{10}(\\D.*)?");

    private static final int FIRST_YEAR = 2015;
    private static final int LAST_YEAR = 2069;
    private static final int MINUTES_PER_HOUR = 60;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final int MINUTES_PER_QUARTER = 15;

    /** SMPP 3.4 §7.1.1.1: 00 to 48 quarters; no place on earth is further from UTC than 14 hours. */
    private static final int MOST_QUARTERS = 56;

    private ReceiptDate() {}

    /** The time of a receipt's date; null when it is absent or no date, as in {@code 0000000000}. */
    static @Nullable Instant parse(@Nullable String value) {
        String date = value == null ? "" : trim(value);
        if (date.isEmpty() || date.length() > LONGEST) {
            return null;
        }
        Matcher absolute = ABSOLUTE.matcher(date);
        if (absolute.matches()) {
            int quarters = Integer.parseInt(absolute.group(7));
            return instant(
                    "20" + absolute.group(1),
                    absolute.group(2),
                    absolute.group(3),
                    absolute.group(4),
                    absolute.group(5),
                    absolute.group(6),
                    (absolute.group(8).equals("-") ? -quarters : quarters) * MINUTES_PER_QUARTER);
        }
        Matcher calendar = CALENDAR.matcher(date);
        return calendar.matches() ? calendar(date, calendar) : null;
    }

    /** Twelve digits may be a year of two digits and seconds, or a year of four and none. */
    private static @Nullable Instant calendar(String date, Matcher read) {
        if (mayBeginWithItsDay(read)) {
            return null;
        }
        int offset = offsetMinutes(read.group(9), read.group(10), read.group(11));
        Instant withSeconds = instant(
                read.group(1).length() == 2 ? "20" + read.group(1) : read.group(1),
                read.group(3),
                read.group(4),
                read.group(5),
                read.group(7),
                read.group(8),
                offset);
        boolean isShort = TWELVE_DIGITS.matcher(date).matches();
        Instant twoDigitYear = !isShort
                ? null
                : instant(
                        "20" + date.substring(0, 2),
                        date.substring(2, 4),
                        date.substring(4, 6),
                        date.substring(6, 8),
                        date.substring(8, 10),
                        date.substring(10, 12),
                        offset);
        return twoDigitYear != null ? twoDigitYear : withSeconds;
    }

    /** As in 25/07/26; digits without punctuation are the specification's, year first. */
    private static boolean mayBeginWithItsDay(Matcher read) {
        return read.group(1).length() == 2
                && !read.group(2).isEmpty()
                && Integer.parseInt(read.group(1)) <= 31
                && 2000 + Integer.parseInt(read.group(4)) >= FIRST_YEAR;
    }

    private static int offsetMinutes(@Nullable String sign, @Nullable String hours, @Nullable String minutes) {
        if (sign == null || hours == null) {
            return 0;
        }
        int ahead = Integer.parseInt(hours) * MINUTES_PER_HOUR + (minutes == null ? 0 : Integer.parseInt(minutes));
        return sign.equals("-") ? -ahead : ahead;
    }

    private static @Nullable Instant instant(
            String year,
            String month,
            String day,
            String hour,
            String minute,
            @Nullable String second,
            int offsetMinutes) {
        if (Math.abs(offsetMinutes) > MOST_QUARTERS * MINUTES_PER_QUARTER) {
            return null;
        }
        int fullYear = Integer.parseInt(year);
        if (fullYear < FIRST_YEAR || fullYear > LAST_YEAR) {
            return null;
        }
        try {
            return LocalDateTime.of(
                            fullYear,
                            Integer.parseInt(month),
                            Integer.parseInt(day),
                            Integer.parseInt(hour),
                            Integer.parseInt(minute),
                            second == null ? 0 : Integer.parseInt(second))
                    .toInstant(ZoneOffset.ofTotalSeconds(offsetMinutes * SECONDS_PER_MINUTE));
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    /** The value without field separators at its ends. */
    private static String trim(String value) {
        int start = 0;
        int end = value.length();
        while (start < end && ReceiptText.separates(value.charAt(start))) {
            start++;
        }
        while (end > start && ReceiptText.separates(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(start, end);
    }
}

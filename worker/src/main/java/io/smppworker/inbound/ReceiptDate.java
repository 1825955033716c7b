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

    private static final String MONTH_TO_SECOND =
            "(?<month>\\d\\d)(?<day>\\d\\d)(?<hour>\\d\\d)(?<minute>\\d\\d)(?<second>\\d\\d)";

    /** At the end tenths of a second, then the quarters of an hour by which local time is ahead of UTC or behind. */
    private static final Pattern ABSOLUTE =
            Pattern.compile("(?<year>\\d\\d)" + MONTH_TO_SECOND + "\\d(?<quarters>\\d\\d)(?<sign>[+-])");

    private static final Pattern CALENDAR = Pattern.compile(
            "(?<year>(?:20)?\\d\\d)(?<between>[-/.]?)(?<month>\\d\\d)\\k<between>(?<day>\\d\\d)[ T_-]*"
                    + "(?<hour>\\d\\d)(?<within>[:.]?)(?<minute>\\d\\d)"
                    + "(?:\\k<within>(?<second>\\d\\d)(?:[.,]\\d{1,9})?)?"
                    + " *(?:Z|UTC|GMT|(?<sign>[+-])(?<hours>\\d\\d):?(?<minutes>[0-5]\\d)?)?",
            Pattern.CASE_INSENSITIVE);

    /** Twelve digits, of which two or four may be the year, read as if it had two. */
    private static final Pattern TWELVE_DIGITS = Pattern.compile("(?<year>20)" + MONTH_TO_SECOND + "(?:\\D.*)?");

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
        String date = ReceiptText.strip(value);
        if (date.isEmpty() || date.length() > LONGEST) {
            return null;
        }
        Matcher absolute = ABSOLUTE.matcher(date);
        if (absolute.matches()) {
            int quarters = Integer.parseInt(absolute.group("quarters"));
            return instant(absolute, (absolute.group("sign").equals("-") ? -quarters : quarters) * MINUTES_PER_QUARTER);
        }
        Matcher calendar = CALENDAR.matcher(date);
        return calendar.matches() && !mayBeginWithItsDay(calendar) ? calendar(date, calendar) : null;
    }

    /** Twelve digits may be a year of two digits and seconds, or a year of four and none. */
    private static @Nullable Instant calendar(String date, Matcher read) {
        int offset = offsetMinutes(read.group("sign"), read.group("hours"), read.group("minutes"));
        Matcher twelve = TWELVE_DIGITS.matcher(date);
        Instant twoDigitYear = twelve.matches() ? instant(twelve, offset) : null;
        return twoDigitYear != null ? twoDigitYear : instant(read, offset);
    }

    /** As in 25/07/26; digits without punctuation are the specification's, year first. */
    private static boolean mayBeginWithItsDay(Matcher read) {
        return read.group("year").length() == 2
                && !read.group("between").isEmpty()
                && Integer.parseInt(read.group("year")) <= 31
                && 2000 + Integer.parseInt(read.group("day")) >= FIRST_YEAR;
    }

    private static int offsetMinutes(@Nullable String sign, @Nullable String hours, @Nullable String minutes) {
        if (sign == null || hours == null) {
            return 0;
        }
        int ahead = Integer.parseInt(hours) * MINUTES_PER_HOUR + (minutes == null ? 0 : Integer.parseInt(minutes));
        return sign.equals("-") ? -ahead : ahead;
    }

    /** A year of two digits is one of this century. */
    private static @Nullable Instant instant(Matcher read, int offsetMinutes) {
        if (Math.abs(offsetMinutes) > MOST_QUARTERS * MINUTES_PER_QUARTER) {
            return null;
        }
        int year = Integer.parseInt(read.group("year"));
        int fullYear = year < 100 ? 2000 + year : year;
        if (fullYear < FIRST_YEAR || fullYear > LAST_YEAR) {
            return null;
        }
        String second = read.group("second");
        try {
            return LocalDateTime.of(
                            fullYear,
                            Integer.parseInt(read.group("month")),
                            Integer.parseInt(read.group("day")),
                            Integer.parseInt(read.group("hour")),
                            Integer.parseInt(read.group("minute")),
                            second == null ? 0 : Integer.parseInt(second))
                    .toInstant(ZoneOffset.ofTotalSeconds(offsetMinutes * SECONDS_PER_MINUTE));
        } catch (DateTimeException notADate) {
            return null;
        }
    }
}

package io.smppworker.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A choice of lines of a file, as {@code 17,1003-1010,2500-}: single lines, ranges, and all from one line to the end.
 * Immutable.
 */
public final class LineRanges {
    private static final Pattern RANGE = Pattern.compile("(?<first>[0-9]{1,18})(?<dash>-(?<last>[0-9]{1,18})?)?");

    static final LineRanges ALL = new LineRanges(List.of(new Range(1, Long.MAX_VALUE)));

    private final List<Range> ranges;

    private record Range(long first, long last) {
        @Override
        public String toString() {
            String to = last == Long.MAX_VALUE ? "-" : "-" + last;
            return first == last ? Long.toString(first) : first + to;
        }
    }

    private LineRanges(List<Range> ranges) {
        this.ranges = ranges;
    }

    /**
     * Reads them as they are typed.
     *
     * @throws IllegalArgumentException with a message for people
     */
    public static LineRanges parse(String text) {
        List<Range> ranges = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher range = RANGE.matcher(part.strip());
            if (!range.matches()) {
                throw new IllegalArgumentException("must be line numbers and ranges, as 17,1003-1010,2500-");
            }
            long first = Long.parseLong(range.group("first"));
            String last = range.group("last");
            long open = range.group("dash") == null ? first : Long.MAX_VALUE;
            Range lines = new Range(first, last == null ? open : Long.parseLong(last));
            if (lines.first() < 1 || lines.last() < lines.first()) {
                throw new IllegalArgumentException("must be lines from 1 on, and ranges that do not run backwards");
            }
            ranges.add(lines);
        }
        return new LineRanges(ranges);
    }

    /** These lines and, unless {@code from} is null, all from that line on; {@code from} comes after the lines. */
    static LineRanges of(SortedSet<Long> lines, @Nullable Long from) {
        List<Range> ranges = new ArrayList<>();
        for (long line : lines) {
            add(ranges, new Range(line, line));
        }
        if (from != null) {
            add(ranges, new Range(from, Long.MAX_VALUE));
        }
        return new LineRanges(ranges);
    }

    private static void add(List<Range> ranges, Range next) {
        int latest = ranges.size() - 1;
        if (latest >= 0 && ranges.get(latest).last() + 1 == next.first()) {
            ranges.set(latest, new Range(ranges.get(latest).first(), next.last()));
        } else {
            ranges.add(next);
        }
    }

    boolean contains(long line) {
        return ranges.stream().anyMatch(range -> range.first() <= line && line <= range.last());
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** In the form that {@link #parse} reads. */
    @Override
    public String toString() {
        return ranges.stream().map(Range::toString).collect(Collectors.joining(","));
    }
}

package io.smppworker.encoding;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text as the characters a person sees, grapheme clusters (Unicode UAX #29), which no cut separates; one that is longer
 * than a segment is cut between code points. Immutable.
 */
final class Clusters {
    private static final Pattern CLUSTER = Pattern.compile("\\X");

    private final String text;
    /** Where each cluster ends, in UTF-16 units. */
    private final int[] ends;

    Clusters(String text) {
        this.text = text;
        Matcher matcher = CLUSTER.matcher(text);
        this.ends = matcher.results().mapToInt(cluster -> cluster.end()).toArray();
    }

    /**
     * Cuts into parts, each taking all the clusters that fit.
     *
     * @param alphabet has every code point
     * @param capacity units of a part, at least 2
     */
    List<String> cut(Alphabet alphabet, int capacity) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        int used = 0;
        int from = 0;
        for (int end : ends) {
            int width = alphabet.units(text, from, end);
            if (used + width > capacity && width <= capacity) {
                parts.add(text.substring(start, from));
                start = from;
                used = 0;
            }
            for (int i = from; i < end; i = text.offsetByCodePoints(i, 1)) {
                int units = alphabet.width(text.codePointAt(i));
                if (used + units > capacity) {
                    parts.add(text.substring(start, i));
                    start = i;
                    used = 0;
                }
                used += units;
            }
            from = end;
        }
        parts.add(text.substring(start));
        return parts;
    }
}

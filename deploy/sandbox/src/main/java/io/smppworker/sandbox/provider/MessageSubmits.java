package io.smppworker.sandbox.provider;

import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the submit_sm of one message: how often each segment came. As JSON without {@code unrefused}.
 *
 * @param arrived segment → how often it arrived, whatever the answer
 * @param accepted segment → how often it was taken; 1 everywhere is "exactly once"
 * @param unrefused segment → how often it was taken, or swallowed so that its sender cannot know that it was not
 */
@JsonIncludeProperties({"arrived", "accepted"})
public record MessageSubmits(
        Map<Integer, Integer> arrived, Map<Integer, Integer> accepted, Map<Integer, Integer> unrefused) {
    /** Of a message that never came. */
    public static final MessageSubmits NONE = new MessageSubmits(Map.of(), Map.of(), Map.of());

    /** By messageRef, see {@link SubmitRow}. */
    public static Map<String, MessageSubmits> perMessage(Iterable<SubmitRow> submits) {
        Map<String, MessageSubmits> messages = new HashMap<>();
        for (SubmitRow row : submits) {
            messages.computeIfAbsent(
                            row.messageRef(),
                            ref -> new MessageSubmits(new TreeMap<>(), new TreeMap<>(), new TreeMap<>()))
                    .count(row);
        }
        return messages;
    }

    /** Times that segments were taken beyond the first: 0 is "never twice". */
    public int duplicates() {
        return beyondFirst(accepted);
    }

    /** Times beyond the first of each segment. */
    public static int beyondFirst(Map<Integer, Integer> times) {
        return times.values().stream().mapToInt(each -> each - 1).sum();
    }

    private void count(SubmitRow row) {
        arrived.merge(row.segment(), 1, Integer::sum);
        if (row.accepted()) {
            accepted.merge(row.segment(), 1, Integer::sum);
        }
        if (row.accepted() || row.lost()) {
            unrefused.merge(row.segment(), 1, Integer::sum);
        }
    }
}

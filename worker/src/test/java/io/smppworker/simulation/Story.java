package io.smppworker.simulation;

import com.google.errorprone.annotations.FormatMethod;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The last steps of a history, put into words only when someone wants to read them. */
final class Story {
    private static final int KEPT = 200;

    private final Deque<Step> last = new ArrayDeque<>();
    private final @Nullable Consumer<String> whole;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Step(long nanos, String format, Object[] arguments) {
        String inWords() {
            return "%11.6f  ".formatted(nanos / 1e9) + format.formatted(arguments);
        }
    }

    /** @param whole receives every step as it happens; null when only the last ones are wanted */
    Story(@Nullable Consumer<String> whole) {
        this.whole = whole;
    }

    @FormatMethod
    void add(long nanos, String format, Object... arguments) {
        Step step = new Step(nanos, format, arguments);
        if (whole != null) {
            whole.accept(step.inWords());
        }
        last.addLast(step);
        if (last.size() > KEPT) {
            last.removeFirst();
        }
    }

    List<String> last() {
        List<String> words = new ArrayList<>();
        last.forEach(step -> words.add(step.inWords()));
        return words;
    }
}

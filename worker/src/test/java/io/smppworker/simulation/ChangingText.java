package io.smppworker.simulation;

import io.smppworker.message.LongMessages;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How the workers of a history code and cut texts. In most histories all do it alike; in some, each begins to do it in another
 * way whenever it is started, so that a message may be cut otherwise by its next owner.
 */
final class ChangingText {
    /** Of the seeds that SimulationIT knows, no history changes it. */
    private static final long STREAM = 4812;

    private static final List<LongMessages> WAYS = List.of(LongMessages.values());
    static final Settings SAME = new Settings(LongMessages.UDH, false);

    private final SplittableRandom random;
    private final boolean changes;

    /** Keys of worker.yaml. */
    record Settings(LongMessages longMessages, boolean transliterate) {}

    ChangingText(World world) {
        this.random = world.stream(STREAM);
        this.changes = random.nextInt(3) == 0;
    }

    /** Of a worker that starts now. */
    Settings next() {
        return changes ? new Settings(WAYS.get(random.nextInt(WAYS.size())), random.nextBoolean()) : SAME;
    }

    /** A text of so many characters; where settings change, it is in UCS-2 unless it is transliterated. */
    String text(int characters) {
        return (changes ? "\u201C" : "t") + "t".repeat(characters - 1);
    }
}

package io.smppworker.correlate;

import io.smppworker.message.MessageIdForm;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any interleaving of a message's events gives exactly one ACCEPTED and then one final receipt. */
class InterleavingTest {
    static LongStream seeds() {
        return LongStream.rangeClosed(1, 30);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void inTheFolds(long seed) {
        Random random = new Random(seed);
        Stories stories = new Stories(200, random);
        FoldsInMemory folds = new FoldsInMemory();
        stories.events().forEach(event -> {
            event.accept(folds);
            folds.perhapsStep(random);
        });
        stories.assertReported(folds.drained());
    }

    @Test
    void inTheTopology(@TempDir Path stateDir) {
        Stories stories = new Stories(200, new Random(7));
        try (CorrelatorBench bench = new CorrelatorBench(stateDir, MessageIdForm.RAW, MessageIdForm.RAW)) {
            stories.events().forEach(event -> event.accept(bench));
            stories.assertReported(bench.receipts());
        }
    }
}

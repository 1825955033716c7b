package io.smppworker.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.message.MessageIdForm;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.Receipt.Stage;
import io.smppworker.schemas.Receipt.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelatorShuffleTest {
    private static final int MESSAGES = 200;

    @TempDir
    Path stateDir;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyInterleavingGivesEachMessageOneAcceptedThenOneFinalReceipt(long seed) {
        Random random = new Random(seed);
        Map<String, Status> ends = new LinkedHashMap<>();
        try (CorrelatorBench bench = new CorrelatorBench(stateDir, MessageIdForm.RAW, MessageIdForm.RAW)) {
            List<Runnable> events = new ArrayList<>();
            for (int i = 0; i < MESSAGES; i++) {
                String messageId = "m" + i;
                ends.put(messageId, addEvents(bench, messageId, random, events));
            }
            Collections.shuffle(events, random);
            events.forEach(Runnable::run);

            Map<String, List<Receipt>> receipts = new LinkedHashMap<>();
            bench.receipts()
                    .forEach(receipt -> receipts.computeIfAbsent(receipt.messageId(), id -> new ArrayList<>())
                            .add(receipt));
            assertThat(receipts).containsOnlyKeys(ends.keySet());
            receipts.forEach((messageId, told) -> assertTold(told, Objects.requireNonNull(ends.get(messageId))));
        }
    }

    private static void assertTold(List<Receipt> told, Status end) {
        assertThat(told).extracting(Receipt::eventId).doesNotHaveDuplicates();
        assertThat(told.get(0))
                .extracting(Receipt::stage, Receipt::status, Receipt::isFinal)
                .containsExactly(Stage.SUBMIT, Status.ACCEPTED, false);
        assertThat(told.get(told.size() - 1))
                .extracting(Receipt::stage, Receipt::status, Receipt::isFinal)
                .containsExactly(Stage.DELIVERY, end, true);
        assertThat(told.subList(1, told.size() - 1))
                .allSatisfy(receipt -> assertThat(receipt)
                        .extracting(Receipt::stage, Receipt::status, Receipt::isFinal)
                        .containsExactly(Stage.DELIVERY, Status.ENROUTE, false));
        assertThat(told).hasSizeLessThanOrEqualTo(3);
    }

    /** Everything that may happen to a message, some of it twice, and how its delivery ends. */
    private static Status addEvents(CorrelatorBench bench, String messageId, Random random, List<Runnable> events) {
        int segments = 1 + random.nextInt(4);
        Status end = Status.DELIVERED;
        add(events, random, () -> bench.journal(Entries.submitting(messageId, segments)));
        for (int i = 1; i <= segments; i++) {
            int segment = i;
            String id = messageId + "-" + segment;
            Status delivery = random.nextInt(4) == 0 ? Status.UNDELIVERABLE : Status.DELIVERED;
            end = end == Status.DELIVERED ? delivery : end;
            add(events, random, () -> bench.journal(Entries.accepted(messageId, segment, id)));
            add(events, random, () -> bench.deliver(Entries.receipt(id, delivery, delivery.name())));
            if (random.nextInt(3) == 0) {
                add(events, random, () -> bench.journal(Entries.inDoubt(messageId, segment)));
                add(events, random, () -> bench.deliver(Entries.receipt(id, Status.ENROUTE, "ENROUTE")));
            }
        }
        return end;
    }

    private static void add(List<Runnable> events, Random random, Runnable event) {
        events.add(event);
        if (random.nextInt(4) == 0) {
            events.add(event);
        }
    }
}

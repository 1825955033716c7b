package io.smppworker.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.Receipt.Stage;
import io.smppworker.schemas.Receipt.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Messages of one to four segments that are all accepted and all reported on, some with doubts and progress on the way,
 * some requested again, every event possibly twice, all of it in any order; and what must be published of them.
 */
final class Stories {
    private final Map<String, Status> ends = new LinkedHashMap<>();
    private final Map<String, Integer> repeats = new LinkedHashMap<>();
    private final List<Consumer<CorrelatorInput>> events = new ArrayList<>();
    private final Random random;

    Stories(int messages, Random random) {
        this.random = random;
        for (int i = 0; i < messages; i++) {
            add("m" + i);
        }
        Collections.shuffle(events, random);
    }

    List<Consumer<CorrelatorInput>> events() {
        return events;
    }

    int messages() {
        return ends.size();
    }

    private void add(String messageId) {
        int segments = 1 + random.nextInt(4);
        Status end = Status.DELIVERED;
        add(input -> input.journal(Entries.submitting(messageId, segments)));
        for (int i = 1; i <= segments; i++) {
            int segment = i;
            String id = messageId + "-" + segment;
            Status delivery = random.nextInt(4) == 0 ? Status.UNDELIVERABLE : Status.DELIVERED;
            end = end == Status.DELIVERED ? delivery : end;
            add(input -> input.journal(Entries.accepted(messageId, segment, id)));
            add(input -> input.deliver(Entries.receipt(id, delivery, delivery.name())));
            if (random.nextInt(3) == 0) {
                add(input -> input.journal(Entries.inDoubt(messageId, segment)));
                add(input -> input.deliver(Entries.receipt(id, Status.ENROUTE, "ENROUTE")));
            }
        }
        ends.put(messageId, end);
        int times = random.nextInt(3);
        for (int i = 0; i < times; i++) {
            long offset = 100L + i;
            add(input -> input.journal(Entries.duplicate(messageId, offset)));
        }
        repeats.put(messageId, times);
    }

    private void add(Consumer<CorrelatorInput> event) {
        events.add(event);
        if (random.nextInt(4) == 0) {
            events.add(event);
        }
    }

    /** One ACCEPTED for each message, then perhaps progress, then one final receipt; one answer to each repetition. */
    void assertReported(List<Receipt> receipts) {
        Map<String, List<Receipt>> byMessage = new LinkedHashMap<>();
        receipts.forEach(receipt -> byMessage
                .computeIfAbsent(receipt.messageId(), id -> new ArrayList<>())
                .add(receipt));
        assertThat(byMessage).containsOnlyKeys(ends.keySet());
        byMessage.forEach((messageId, reported) -> {
            assertThat(reported).extracting(Receipt::eventId).doesNotHaveDuplicates();
            assertThat(reported.stream().filter(receipt -> receipt.duplicateOf() != null))
                    .hasSize(Objects.requireNonNull(repeats.get(messageId)));
            assertReported(
                    reported.stream()
                            .filter(receipt -> receipt.duplicateOf() == null)
                            .toList(),
                    Objects.requireNonNull(ends.get(messageId)));
        });
    }

    private static void assertReported(List<Receipt> reported, Status end) {
        assertThat(reported).hasSizeBetween(2, 3);
        assertThat(reported.get(0))
                .extracting(Receipt::stage, Receipt::status, Receipt::isFinal)
                .containsExactly(Stage.SUBMIT, Status.ACCEPTED, false);
        assertThat(reported.get(reported.size() - 1))
                .extracting(Receipt::stage, Receipt::status, Receipt::isFinal)
                .containsExactly(Stage.DELIVERY, end, true);
        assertThat(reported.subList(1, reported.size() - 1))
                .allSatisfy(receipt -> assertThat(receipt)
                        .extracting(Receipt::stage, Receipt::status, Receipt::isFinal)
                        .containsExactly(Stage.DELIVERY, Status.ENROUTE, false));
    }
}

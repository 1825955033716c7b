package io.smppworker.correlate;

import io.smppworker.schemas.DeliveryRecord;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.SubmissionRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import org.apache.kafka.streams.KeyValue;

/** The two folds with the queues of Kafka between them, each drained at its own whim. */
final class FoldsInMemory implements CorrelatorInput {
    private final IdFold idFold = new IdFold(Settings.defaults(), new CorrelatorCounters());
    private final MessageFold messageFold = new MessageFold(Settings.defaults(), new CorrelatorCounters());
    private final Map<String, IdState> ids = new HashMap<>();
    private final Map<String, MessageState> messages = new HashMap<>();
    private final Queue<KeyValue<String, IdEvent>> idEvents = new ArrayDeque<>();
    private final Queue<SubmissionRecord> journalled = new ArrayDeque<>();
    private final Queue<KeyValue<String, MessageEvent>> reports = new ArrayDeque<>();
    private final List<Receipt> receipts = new ArrayList<>();

    @Override
    public void journal(SubmissionRecord... entries) {
        for (SubmissionRecord entry : entries) {
            journalled.add(entry);
            if (entry instanceof SubmissionRecord.Outcome outcome && outcome.smscMessageId() != null) {
                String id = outcome.smscMessageId();
                idEvents.add(KeyValue.pair(
                        id,
                        new IdEvent.Accepted(
                                outcome.messageId(), outcome.segment(), id, outcome.to(), outcome.from(), 0)));
            }
        }
    }

    @Override
    public void deliver(DeliveryRecord... records) {
        for (DeliveryRecord record : records) {
            idEvents.add(KeyValue.pair(Deliveries.receipt(record).smscMessageId(), IdEvent.Reported.of(record)));
        }
    }

    /** Perhaps lets one of the queues go on by one. */
    void perhapsStep(Random random) {
        switch (random.nextInt(4)) {
            case 0 -> matchOne();
            case 1 -> journalOne();
            case 2 -> reportOne();
            default -> {}
        }
    }

    List<Receipt> drained() {
        boolean moved = true;
        while (moved) {
            moved = matchOne() || reportOne() || journalOne();
        }
        return receipts;
    }

    private boolean matchOne() {
        KeyValue<String, IdEvent> event = idEvents.poll();
        if (event == null) {
            return false;
        }
        Fold.Step<IdState, IdOutcome> step = idFold.on(event.key, ids.get(event.key), event.value);
        ids.put(event.key, step.state());
        for (Fold.Emission<IdOutcome> emission : step.emissions()) {
            reports.add(KeyValue.pair(emission.key(), ((IdOutcome.Matched) emission.value()).report()));
        }
        return true;
    }

    private boolean journalOne() {
        SubmissionRecord entry = journalled.poll();
        if (entry != null) {
            fold(entry.messageId(), new MessageEvent.Journalled(entry));
        }
        return entry != null;
    }

    private boolean reportOne() {
        KeyValue<String, MessageEvent> report = reports.poll();
        if (report != null) {
            fold(report.key, report.value);
        }
        return report != null;
    }

    private void fold(String messageId, MessageEvent event) {
        Fold.Step<MessageState, Receipt> step = messageFold.on(messageId, messages.get(messageId), event);
        messages.put(messageId, step.state());
        step.emissions().forEach(emission -> receipts.add(emission.value()));
    }
}

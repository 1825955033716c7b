package io.smppworker.correlate;

import io.smppworker.message.CanonicalId;
import io.smppworker.schemas.DeliveryRecord;
import io.smppworker.schemas.Inbound;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.SubmissionRecord;
import io.smppworker.streams.Fold;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.apache.kafka.streams.KeyValue;

/** The folds of receipts, and of inbound messages, with the queues of Kafka between them, each drained at its own whim. */
final class FoldsInMemory implements CorrelatorInput {
    private final CorrelatorSettings settings;
    private final IdFold idFold;
    private final HomeFold homeFold;
    private final MovedFold movedFold;
    private final MoFold moFold;
    private final Map<String, IdState> ids = new HashMap<>();
    private final Map<String, MessageHome> homes = new HashMap<>();
    private final Map<String, MessageState> moved = new HashMap<>();
    private final Queue<KeyValue<String, IdEvent>> idEvents = new ArrayDeque<>();
    private final Queue<SubmissionRecord> journalled = new ArrayDeque<>();
    private final Queue<KeyValue<String, MessageEvent>> reports = new ArrayDeque<>();
    private final List<Receipt> receipts = new ArrayList<>();
    private final Map<String, MoState> parts = new HashMap<>();
    private final List<Inbound> inbound = new ArrayList<>();

    FoldsInMemory() {
        this(Settings.defaults());
    }

    FoldsInMemory(CorrelatorSettings settings) {
        this.settings = settings;
        MessageFold messages = new MessageFold(settings, new CorrelatorCounters());
        this.idFold = new IdFold(settings, new CorrelatorCounters());
        this.homeFold = new HomeFold(settings, messages);
        this.movedFold = new MovedFold(messages);
        this.moFold = new MoFold(settings.correlator().moReassemblyTimeout(), settings.text());
    }

    @Override
    public void journal(SubmissionRecord... entries) {
        for (SubmissionRecord entry : entries) {
            journalled.add(entry);
            IdEvent.Accepted accepted = IdEvent.Accepted.of(entry, 0, settings);
            if (accepted != null) {
                idEvents.add(KeyValue.pair(accepted.id(settings), accepted));
            }
        }
    }

    @Override
    public void deliver(DeliveryRecord... records) {
        for (DeliveryRecord record : records) {
            if (record.kind() == DeliveryRecord.Kind.MO) {
                join(record);
            } else {
                String id = CanonicalId.of(
                        Deliveries.receipt(record).smscMessageId(),
                        settings.messageIds().receipt());
                idEvents.add(KeyValue.pair(id, IdEvent.Reported.of(record)));
            }
        }
    }

    private void join(DeliveryRecord record) {
        if (Deliveries.isWhole(record)) {
            inbound.add(InboundMessage.of(List.of(record), settings.text()));
        } else {
            String key = MoFold.key(record);
            Fold.Step<MoState, Inbound> step = moFold.on(key, parts.get(key), record);
            parts.put(key, step.state());
            step.emissions().forEach(emission -> inbound.add(emission.value()));
        }
    }

    /** Perhaps lets one of the queues go on by one. */
    void perhapsStep(RandomGenerator random) {
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

    List<Inbound> inbound() {
        return inbound;
    }

    private boolean matchOne() {
        KeyValue<String, IdEvent> event = idEvents.poll();
        if (event == null) {
            return false;
        }
        Fold.Step<IdState, IdOutcome> step = idFold.on(event.key, ids.get(event.key), event.value);
        ids.put(event.key, step.state());
        emit(step);
        return true;
    }

    /** What is parked at any id has waited for long enough. */
    List<Receipt> expired(Instant now) {
        drained();
        new TreeMap<>(ids).forEach((id, state) -> {
            if (!state.parked().isEmpty()) {
                Fold.Step<IdState, IdOutcome> step = idFold.expired(id, state, now);
                ids.put(id, step.state());
                emit(step);
            }
        });
        return drained();
    }

    private void emit(Fold.Step<IdState, IdOutcome> step) {
        for (Fold.Emission<IdOutcome> emission : step.emissions()) {
            if (emission.value() instanceof IdOutcome.Here here) {
                foldMoved(emission.key(), here);
            } else if (emission.value() instanceof IdOutcome.Unmatched unmatched) {
                receipts.add(unmatched.receipt());
            } else {
                reports.add(KeyValue.pair(emission.key(), ((IdOutcome.Matched) emission.value()).report()));
            }
        }
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
        Fold.Step<MessageHome, MessageOutcome> step = homeFold.on(messageId, homes.get(messageId), event);
        homes.put(messageId, step.state());
        for (Fold.Emission<MessageOutcome> emission : step.emissions()) {
            if (emission.value() instanceof MessageOutcome.AtId at) {
                idEvents.add(KeyValue.pair(emission.key(), at.event()));
            } else {
                receipts.add(((MessageOutcome.Published) emission.value()).receipt());
            }
        }
    }

    private void foldMoved(String messageId, IdOutcome.Here here) {
        Fold.Step<MessageState, Receipt> step = movedFold.on(messageId, moved.get(messageId), here);
        moved.put(messageId, step.state());
        step.emissions().forEach(emission -> receipts.add(emission.value()));
    }
}

package io.smppworker.correlate;

import io.smppworker.schemas.DeliveryRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where submit_sm_resp and receipts meet, in either order: the early receipt is parked until its segment is known, and
 * published as unmatched when none turns up. Should an id be given twice, its newest owner has it. Pure.
 */
final class IdFold implements Fold<IdEvent, IdState, IdOutcome> {
    /** Receipts parked under one id; a further one has the oldest published as unmatched. */
    static final int MOST_PARKED = 32;

    private final CorrelatorSettings settings;
    private final CorrelatorCounters counters;

    IdFold(CorrelatorSettings settings, CorrelatorCounters counters) {
        this.settings = settings;
        this.counters = counters;
    }

    @Override
    public Step<IdState, IdOutcome> on(String key, @Nullable IdState before, IdEvent event) {
        IdState state = before == null ? IdState.NEW : before;
        if (event instanceof IdEvent.Accepted accepted) {
            return owned(state, accepted);
        }
        return reported(state, ((IdEvent.Reported) event).delivery());
    }

    private Step<IdState, IdOutcome> owned(IdState state, IdEvent.Accepted owner) {
        if (owner.equals(state.owner())) {
            return new Step<>(state, null, List.of());
        }
        boolean settled = state.parked().stream().anyMatch(IdFold::isFinal);
        return new Step<>(
                new IdState(owner, List.of()),
                settled ? settings.rememberFor() : settings.idsKept(),
                state.parked().stream()
                        .map(delivery -> matched(owner, delivery))
                        .toList());
    }

    private Step<IdState, IdOutcome> reported(IdState state, DeliveryRecord delivery) {
        IdEvent.Accepted owner = state.owner();
        if (owner != null) {
            return new Step<>(
                    state, isFinal(delivery) ? settings.rememberFor() : null, List.of(matched(owner, delivery)));
        }
        if (state.parked().stream().anyMatch(parked -> sameReport(parked, delivery))) {
            counters.repeatedReceipt();
            return new Step<>(state, null, List.of());
        }
        List<DeliveryRecord> parked = new ArrayList<>(state.parked());
        parked.add(delivery);
        List<DeliveryRecord> tooMany = parked.subList(0, Math.max(0, parked.size() - MOST_PARKED));
        return new Step<>(
                new IdState(null, parked.subList(tooMany.size(), parked.size())),
                state.parked().isEmpty() ? settings.unmatchedAfter() : null,
                unmatched(tooMany));
    }

    @Override
    public Step<IdState, IdOutcome> expired(String key, IdState state, Instant now) {
        return new Step<>(state, null, unmatched(state.parked()));
    }

    private static List<Emission<IdOutcome>> unmatched(List<DeliveryRecord> deliveries) {
        return deliveries.stream()
                .map(UnmatchedReceipt::of)
                .map(receipt -> Emission.<IdOutcome>of(receipt.messageId(), new IdOutcome.Unmatched(receipt)))
                .toList();
    }

    private static Emission<IdOutcome> matched(IdEvent.Accepted owner, DeliveryRecord delivery) {
        DeliveryRecord.ReceiptPart part = Deliveries.receipt(delivery);
        return Emission.of(
                owner.messageId(),
                new IdOutcome.Matched(new MessageEvent.Report(
                        owner.segment(),
                        owner.smscMessageId(),
                        part.status(),
                        part.rawStatus(),
                        part.network(),
                        part.doneAt(),
                        delivery.receivedAt())));
    }

    private static boolean sameReport(DeliveryRecord one, DeliveryRecord other) {
        return Deliveries.receipt(one).equals(Deliveries.receipt(other));
    }

    private static boolean isFinal(DeliveryRecord delivery) {
        return Finality.isFinal(Deliveries.receipt(delivery).status());
    }
}

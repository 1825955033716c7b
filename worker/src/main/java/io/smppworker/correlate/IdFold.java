package io.smppworker.correlate;

import io.smppworker.schemas.DeliveryRecord;
import io.smppworker.schemas.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where submit_sm_resp and receipts meet, in either order: the early receipt is parked until its segment is known, and
 * published as unmatched when none turns up. Should an id be given twice, its newest owner has it. Pure.
 */
final class IdFold implements Fold<IdEvent, IdState, IdOutcome> {
    private final Duration unmatchedAfter;
    private final Duration rememberFor;

    IdFold(Duration unmatchedAfter, Duration rememberFor) {
        this.unmatchedAfter = unmatchedAfter;
        this.rememberFor = rememberFor;
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
                settled ? rememberFor : unmatchedAfter,
                state.parked().stream()
                        .map(delivery -> matched(owner, delivery))
                        .toList());
    }

    private Step<IdState, IdOutcome> reported(IdState state, DeliveryRecord delivery) {
        IdEvent.Accepted owner = state.owner();
        if (owner != null) {
            return new Step<>(state, isFinal(delivery) ? rememberFor : null, List.of(matched(owner, delivery)));
        }
        if (state.parked().stream().anyMatch(parked -> sameReport(parked, delivery))) {
            return new Step<>(state, null, List.of());
        }
        List<DeliveryRecord> parked = new ArrayList<>(state.parked());
        parked.add(delivery);
        return new Step<>(new IdState(null, parked), state.parked().isEmpty() ? unmatchedAfter : null, List.of());
    }

    @Override
    public List<Emission<IdOutcome>> expired(String key, IdState state) {
        return state.parked().stream()
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
        Receipt.Status status = Deliveries.receipt(one).status();
        String rawStatus = Deliveries.receipt(one).rawStatus();
        return status == Deliveries.receipt(other).status()
                && rawStatus.equals(Deliveries.receipt(other).rawStatus());
    }

    private static boolean isFinal(DeliveryRecord delivery) {
        return Finality.isFinal(Deliveries.receipt(delivery).status());
    }
}

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
        return reported(state, (IdEvent.Reported) event);
    }

    private Step<IdState, IdOutcome> owned(IdState state, IdEvent.Accepted owner) {
        if (owner.equals(state.owner())) {
            return new Step<>(state, null, List.of());
        }
        boolean settled = state.parked().stream().anyMatch(IdFold::isFinal);
        return new Step<>(
                new IdState(owner, List.of()),
                settled ? settings.rememberFor() : settings.idsKept(),
                state.parked().stream().map(report -> matched(owner, report)).toList());
    }

    private Step<IdState, IdOutcome> reported(IdState state, IdEvent.Reported report) {
        IdEvent.Accepted owner = state.owner();
        if (owner != null) {
            return new Step<>(state, isFinal(report) ? settings.rememberFor() : null, List.of(matched(owner, report)));
        }
        if (state.parked().stream().anyMatch(parked -> parked.receipt().equals(report.receipt()))) {
            counters.repeatedReceipt();
            return new Step<>(state, null, List.of());
        }
        List<IdEvent.Reported> parked = new ArrayList<>(state.parked());
        parked.add(report);
        List<IdEvent.Reported> tooMany = parked.subList(0, Math.max(0, parked.size() - MOST_PARKED));
        return new Step<>(
                new IdState(null, parked.subList(tooMany.size(), parked.size())),
                state.parked().isEmpty() ? settings.unmatchedAfter() : null,
                unmatched(tooMany));
    }

    @Override
    public Step<IdState, IdOutcome> expired(String key, IdState state, Instant now) {
        return new Step<>(state, null, unmatched(state.parked()));
    }

    private static List<Emission<IdOutcome>> unmatched(List<IdEvent.Reported> reports) {
        return reports.stream()
                .map(UnmatchedReceipt::of)
                .map(receipt -> Emission.<IdOutcome>of(receipt.messageId(), new IdOutcome.Unmatched(receipt)))
                .toList();
    }

    private static Emission<IdOutcome> matched(IdEvent.Accepted owner, IdEvent.Reported report) {
        DeliveryRecord.ReceiptPart part = report.receipt();
        return Emission.of(
                owner.messageId(),
                new IdOutcome.Matched(new MessageEvent.Report(
                        owner.segment(),
                        owner.smscMessageId(),
                        part.status(),
                        part.rawStatus(),
                        part.network(),
                        part.doneAt(),
                        report.receivedAt())));
    }

    private static boolean isFinal(IdEvent.Reported report) {
        return Finality.isFinal(report.receipt().status());
    }
}

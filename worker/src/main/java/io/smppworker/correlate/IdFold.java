package io.smppworker.correlate;

import io.smppworker.schemas.DeliveryRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where submit_sm_resp and receipts meet, in either order: the early receipt is parked until its segment is known, and
 * published as unmatched when none turns up. Should an id be given to several messages, the addresses of a receipt tell
 * which one it is for, and where they do not, one that has no final receipt yet goes before one that has, then a newer
 * before an older. Where it was given to one, addresses tell nothing, unless that one is done and a receipt comes from
 * elsewhere: it may be ahead of the next message with the id, and is parked. A message whose segments share an id is
 * reported on as a whole. Pure.
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

    private Step<IdState, IdOutcome> owned(IdState state, IdEvent.Accepted segment) {
        if (state.isOwner(segment)) {
            return new Step<>(state, null, List.of());
        }
        List<IdEvent.Reported> parked = state.parked();
        List<IdEvent.Reported> suiting = parked.stream()
                .filter(report -> Addresses.suit(segment, report))
                .toList();
        boolean decided = !suiting.isEmpty() || !state.owners().isEmpty();
        List<IdEvent.Reported> taken = decided ? suiting : parked;
        List<IdEvent.Reported> left =
                parked.stream().filter(report -> !taken.contains(report)).toList();
        IdState known = state.with(new IdState.Owner(segment, false, null), left);
        for (IdEvent.Reported report : taken) {
            known = isFinal(report) ? known.settled(segment.messageId(), report) : known;
        }
        return new Step<>(
                known,
                known.isSettled() ? settings.rememberFor() : settings.idsKept(),
                taken.stream().map(report -> matched(segment, report)).toList());
    }

    private Step<IdState, IdOutcome> reported(IdState state, IdEvent.Reported report) {
        String messageId = owner(state, report);
        if (messageId == null) {
            return parked(state, report);
        }
        IdState known = isFinal(report) ? state.settled(messageId, report) : state;
        return new Step<>(
                known,
                isFinal(report) && known.isSettled() ? settings.rememberFor() : null,
                known.owners().stream()
                        .filter(owner -> owner.isOf(messageId))
                        .map(owner -> matched(owner.segment(), report))
                        .toList());
    }

    /** The message that a receipt is for; null when it is not known, or not known yet. */
    private static @Nullable String owner(IdState state, IdEvent.Reported report) {
        IdState.Owner best = null;
        for (IdState.Owner owner : state.owners()) {
            if (best == null || rank(owner, report) >= rank(best, report)) {
                best = owner;
            }
        }
        return best == null || isForTheNext(state, best, report)
                ? null
                : best.segment().messageId();
    }

    private static int rank(IdState.Owner owner, IdEvent.Reported report) {
        int byAddress =
                Addresses.suitBoth(owner.segment(), report) ? 2 : Addresses.suit(owner.segment(), report) ? 1 : 0;
        return 2 * byAddress + (owner.settled() ? 0 : 1);
    }

    private static boolean isForTheNext(IdState state, IdState.Owner best, IdEvent.Reported report) {
        return state.isSettled()
                && best.segment().to() != null
                && !report.from().isEmpty()
                && !report.from().equals(best.otherAddress())
                && !Addresses.suit(best.segment(), report);
    }

    private Step<IdState, IdOutcome> parked(IdState state, IdEvent.Reported report) {
        if (state.parked().stream().anyMatch(report::repeats)) {
            counters.repeatedReceipt();
            return new Step<>(state, null, List.of());
        }
        List<IdEvent.Reported> parked = new ArrayList<>(state.parked());
        parked.add(report);
        List<IdEvent.Reported> tooMany = parked.subList(0, Math.max(0, parked.size() - MOST_PARKED));
        boolean isFirst = state.parked().isEmpty() && state.owners().isEmpty();
        return new Step<>(
                new IdState(state.owners(), List.copyOf(parked.subList(tooMany.size(), parked.size()))),
                isFirst ? settings.unmatchedAfter() : null,
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
                        report.receivedAt(),
                        report.tlvs())));
    }

    private static boolean isFinal(IdEvent.Reported report) {
        return Finality.isFinal(report.receipt().status());
    }
}

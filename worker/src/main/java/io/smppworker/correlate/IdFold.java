package io.smppworker.correlate;

import io.smppworker.streams.Fold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Matches submit_sm_resp and receipts, in either order: an early receipt is parked until its segment is known, and
 * published as unmatched when none turns up. If an id was given to several messages, the addresses of a receipt decide
 * which one it is for; a receipt whose addresses contradict all of them is parked. Where addresses do not decide, a message
 * without a final receipt goes before one with, then a newer before an older. If only one message has the id, addresses do
 * not count, unless that message has its final receipt and a further receipt comes from a different address: it may be
 * early for the next message with the id. Of the receipts that came before all owners the first owner takes those from its
 * handset, or all if there are none; the others wait for the next owner, and go to the first if none turns up. A message
 * whose segments share an id is reported on as a whole. Pure.
 */
record IdFold(CorrelatorSettings settings, CorrelatorCounters counters) implements Fold<IdEvent, IdState, IdOutcome> {
    /** Receipts parked under one id; with one more, the oldest is published as unmatched. */
    static final int MOST_PARKED = 32;

    @Override
    public Step<IdState, IdOutcome> on(String key, @Nullable IdState before, IdEvent event) {
        IdState state = before == null ? IdState.NEW : before;
        if (event instanceof IdEvent.Accepted accepted) {
            return owned(state, accepted);
        }
        if (event instanceof IdEvent.Moved moved) {
            return arrived(state, moved);
        }
        if (event instanceof IdEvent.Passed passed) {
            Emission<IdOutcome> here = Emission.of(passed.messageId(), new IdOutcome.Learned(passed.event()));
            return new Step<>(state, before == null ? Duration.ZERO : null, List.of(here));
        }
        return reported(state, (IdEvent.Reported) event);
    }

    /** The segment may be known already: its outcome also arrives as an event of its own. */
    private Step<IdState, IdOutcome> arrived(IdState before, IdEvent.Moved moved) {
        Step<IdState, IdOutcome> owned = owned(before, moved.owner());
        List<Emission<IdOutcome>> emissions = new ArrayList<>();
        emissions.add(Emission.of(
                moved.owner().messageId(),
                new IdOutcome.Arrived(moved.state(), Duration.ofMillis(moved.keepMillis()))));
        emissions.addAll(owned.emissions());
        return new Step<>(owned.state().withMoved(moved.owner()), owned.keepFor(), emissions);
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
        MessageEvent.Report shared = endOfOtherSegments(state, segment);
        IdState known = state.with(new IdState.Owner(segment, shared, null), left);
        List<Emission<IdOutcome>> emissions = new ArrayList<>();
        if (shared != null) {
            emissions.add(matched(segment, shared));
        }
        for (IdEvent.Reported report : taken) {
            known = isFinal(report) ? known.settled(segment.messageId(), report) : known;
            emissions.add(matched(segment, report.on(segment)));
        }
        return new Step<>(known, left.isEmpty() ? ownersKept(known) : null, emissions);
    }

    /** The final report on the message's other segments with this id, as one on this segment; null if there is none yet. */
    private static MessageEvent.@Nullable Report endOfOtherSegments(IdState state, IdEvent.Accepted segment) {
        for (IdState.Owner owner : state.owners()) {
            MessageEvent.Report end = owner.end();
            if (owner.isOf(segment.messageId()) && end != null) {
                return end.on(segment);
            }
        }
        return null;
    }

    private Duration ownersKept(IdState state) {
        return state.isSettled()
                ? settings.rememberFor()
                : Duration.ofMillis(state.owners().stream()
                        .mapToLong(owner -> owner.segment().keepMillis())
                        .max()
                        .orElse(0));
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
                toOwner(known, messageId, report));
    }

    private static List<Emission<IdOutcome>> toOwner(IdState state, String messageId, IdEvent.Reported report) {
        return state.owners().stream()
                .map(IdState.Owner::segment)
                .filter(segment -> segment.messageId().equals(messageId))
                .map(segment -> matched(segment, report.on(segment)))
                .toList();
    }

    /** The message that a receipt is for; null when it is not known, or not known yet. */
    private static @Nullable String owner(IdState state, IdEvent.Reported report) {
        IdState.Owner best = null;
        for (IdState.Owner owner : state.owners()) {
            if (best == null || rank(owner, report) >= rank(best, report)) {
                best = owner;
            }
        }
        return best == null || isForAnother(state, report)
                ? null
                : best.segment().messageId();
    }

    private static int rank(IdState.Owner owner, IdEvent.Reported report) {
        int byAddress = Addresses.suitBoth(owner.segment(), report) ? 2 : owner.suits(report) ? 1 : 0;
        return 2 * byAddress + (owner.settled() ? 0 : 1);
    }

    private static boolean isForAnother(IdState state, IdEvent.Reported report) {
        return (state.contested() || state.isSettled())
                && state.owners().stream().allMatch(owner -> owner.contradicts(report));
    }

    private Step<IdState, IdOutcome> parked(IdState state, IdEvent.Reported report) {
        if (state.parked().stream().anyMatch(report::repeats)) {
            counters.count(CorrelatorCounters.Event.REPEATED_RECEIPT);
            return new Step<>(state, null, List.of());
        }
        List<IdEvent.Reported> parked = new ArrayList<>(state.parked());
        parked.add(report);
        List<IdEvent.Reported> tooMany = parked.subList(0, Math.max(0, parked.size() - MOST_PARKED));
        return new Step<>(
                state.withParked(List.copyOf(parked.subList(tooMany.size(), parked.size()))),
                state.parked().isEmpty() ? settings.unmatchedAfter() : null,
                unmatched(tooMany));
    }

    /** The state is due when the receipt parked first is; its owners may be remembered for longer. */
    @Override
    public Step<IdState, IdOutcome> expired(String key, IdState state, Instant now) {
        List<IdEvent.Reported> due = new ArrayList<>();
        List<IdEvent.Reported> waiting = new ArrayList<>();
        for (IdEvent.Reported report : state.parked()) {
            (now.isBefore(unmatchedAt(report)) ? waiting : due).add(report);
        }
        IdState known = state.withParked(waiting);
        List<Emission<IdOutcome>> emissions = new ArrayList<>();
        for (IdEvent.Reported report : due) {
            if (state.contested() || state.isSettled()) {
                emissions.addAll(unmatched(List.of(report)));
            } else {
                String messageId = state.owners().get(0).segment().messageId();
                emissions.addAll(toOwner(state, messageId, report));
                known = isFinal(report) ? known.settled(messageId, report) : known;
            }
        }
        return new Step<>(known, keptFurther(state, known, now), emissions);
    }

    private @Nullable Duration keptFurther(IdState before, IdState known, Instant now) {
        if (!known.parked().isEmpty()) {
            return Duration.between(now, unmatchedAt(known.parked().get(0)));
        }
        return before.parked().isEmpty() || known.owners().isEmpty() ? null : ownersKept(known);
    }

    private Instant unmatchedAt(IdEvent.Reported report) {
        return report.receivedAt().plus(settings.unmatchedAfter());
    }

    private static List<Emission<IdOutcome>> unmatched(List<IdEvent.Reported> reports) {
        return reports.stream()
                .map(UnmatchedReceipt::of)
                .map(receipt -> Emission.<IdOutcome>of(receipt.messageId(), new IdOutcome.Unmatched(receipt)))
                .toList();
    }

    private static Emission<IdOutcome> matched(IdEvent.Accepted owner, MessageEvent.Report report) {
        Integer journal = owner.journal();
        return Emission.of(
                owner.messageId(),
                journal == null ? new IdOutcome.Learned(report) : new IdOutcome.Matched(journal, report));
    }

    private static boolean isFinal(IdEvent.Reported report) {
        return Finality.isFinal(report.receipt().status());
    }
}

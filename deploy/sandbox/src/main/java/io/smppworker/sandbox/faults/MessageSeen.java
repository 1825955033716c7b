package io.smppworker.sandbox.faults;

import io.smppworker.schemas.Receipt;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What {@code sms.receipts} has said of one message. Not thread-safe. */
final class MessageSeen {
    private final Set<Receipt.Status> outcomes = EnumSet.noneOf(Receipt.Status.class);
    private final Set<String> submitEvents = new HashSet<>();
    private int submitReceipts;
    private final Map<Integer, Integer> attempts = new TreeMap<>();
    private boolean possibleDuplicate;
    private boolean delivery;

    void take(Receipt receipt) {
        possibleDuplicate |= Boolean.TRUE.equals(receipt.possibleDuplicate());
        receipt.segments().forEach(segment -> attempts.merge(segment.index(), segment.attempts(), Math::max));
        if (receipt.stage() == Receipt.Stage.DELIVERY) {
            delivery = true;
        } else {
            outcomes.add(receipt.status());
            submitEvents.add(receipt.eventId());
            submitReceipts++;
        }
    }

    /** The final submit outcomes: one, or IN_DOUBT and what settled it. */
    Set<Receipt.Status> outcomes() {
        return outcomes;
    }

    /** Whether a submit outcome was told more than once, or more than one was told beside IN_DOUBT. */
    boolean contradictsItself() {
        long settled = outcomes.stream()
                .filter(status -> status != Receipt.Status.IN_DOUBT)
                .count();
        return settled > 1 || submitReceipts > submitEvents.size();
    }

    /** Segment → most attempts that a receipt tells of. */
    Map<Integer, Integer> attempts() {
        return attempts;
    }

    /** Whether any receipt of it has said so. */
    boolean possibleDuplicate() {
        return possibleDuplicate;
    }

    /** Whether any delivery receipt of it was published. */
    boolean delivery() {
        return delivery;
    }
}

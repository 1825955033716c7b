package io.smppworker.sandbox.referee;

import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.Receipt.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What {@code sms.receipts} has said of one message, in short. Not thread-safe. */
public final class MessageSeen {
    private final List<Status> submits = new ArrayList<>();
    private final Set<String> submitEvents = new HashSet<>();
    private final List<Status> ends = new ArrayList<>();
    private final Map<Integer, Integer> attempts = new TreeMap<>();
    private int submitSegments;
    private int endSegments;
    private int notFinal;
    private int progress;
    private boolean possibleDuplicate;

    /** One more receipt of it. */
    public void take(Receipt receipt) {
        boolean isDeclaration = Boolean.TRUE.equals(receipt.possibleDuplicate());
        possibleDuplicate |= isDeclaration;
        receipt.segments().forEach(segment -> attempts.merge(segment.index(), segment.attempts(), Math::max));
        if (receipt.stage() == Receipt.Stage.SUBMIT) {
            submits.add(receipt.status());
            submitEvents.add(receipt.eventId());
            submitSegments = receipt.segments().size();
        } else if (receipt.isFinal()) {
            ends.add(receipt.status());
            endSegments = receipt.segments().size();
        } else {
            notFinal++;
            progress += isDeclaration ? 0 : 1;
        }
    }

    /** The final submit outcomes in the order of the topic: one, or IN_DOUBT and what settled it. */
    public List<Status> submits() {
        return submits;
    }

    /** The one the user ends with: IN_DOUBT only when nothing settled it; null when there is none. */
    public @Nullable Status outcome() {
        return submits.stream()
                .filter(status -> status != Status.IN_DOUBT)
                .sorted()
                .findFirst()
                .orElse(submits.isEmpty() ? null : Status.IN_DOUBT);
    }

    /** Whether a submit outcome was reported more than once, or more than one was reported beside IN_DOUBT. */
    public boolean contradictsItself() {
        Set<Status> settled = new HashSet<>(submits);
        settled.remove(Status.IN_DOUBT);
        return settled.size() > 1 || submits.size() > submitEvents.size();
    }

    /** Reported accepted once, in so many segments. */
    boolean isAccepted(int segments) {
        return submits.equals(List.of(Status.ACCEPTED)) && submitSegments == segments;
    }

    /** The statuses of the final delivery receipts in the order of the topic. */
    public List<Status> ends() {
        return ends;
    }

    /** Its end reported once, as DELIVERED or as anything else, in so many segments. */
    boolean hasEnded(boolean delivered, int segments) {
        return ends.size() == 1 && ends.contains(Status.DELIVERED) == delivered && endSegments == segments;
    }

    /** Whether any delivery receipt of it was published. */
    public boolean hasDelivery() {
        return notFinal > 0 || !ends.isEmpty();
    }

    /** How many delivery receipts are not final. */
    public int notFinal() {
        return notFinal;
    }

    /** How many of those do not declare a possible duplicate. */
    public int progress() {
        return progress;
    }

    /** Whether any receipt declares a possible duplicate. */
    public boolean isDeclared() {
        return possibleDuplicate;
    }

    /** How many segments the receipts report. */
    int segments() {
        return attempts.size();
    }

    @Override
    public String toString() {
        return submits + " of " + submitSegments + " segments, ended " + ends + " of " + endSegments + ", " + notFinal
                + " delivery receipts not final, attempts " + attempts
                + (possibleDuplicate ? ", possible duplicate" : "");
    }
}

package io.smppworker.sandbox.referee;

import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.Receipt.Status;
import java.util.ArrayList;
import java.util.EnumSet;
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
    private final Set<Status> declared = EnumSet.noneOf(Status.class);
    private final List<Status> ends = new ArrayList<>();
    private final Map<Integer, Integer> attempts = new TreeMap<>();
    private int submitSegments;
    private int endSegments;
    private int notFinal;
    private int progress;
    private boolean repeated;
    private boolean possibleDuplicate;

    /** One more receipt of it. */
    public void take(Receipt receipt) {
        boolean isDeclaration = Boolean.TRUE.equals(receipt.possibleDuplicate());
        possibleDuplicate |= isDeclaration;
        receipt.segments().forEach(segment -> attempts.merge(segment.index(), segment.attempts(), Math::max));
        if (receipt.stage() == Receipt.Stage.SUBMIT) {
            takeSubmit(receipt, isDeclaration);
        } else if (receipt.isFinal()) {
            ends.add(receipt.status());
            endSegments = receipt.segments().size();
        } else {
            notFinal++;
            progress += isDeclaration ? 0 : 1;
        }
    }

    /** What declares a possible duplicate repeats the last outcome, once, unless that has said so itself. */
    private void takeSubmit(Receipt receipt, boolean isDeclaration) {
        Status status = receipt.status();
        boolean isNew = submitEvents.add(receipt.eventId());
        boolean isOwn = receipt.duplicateOf() == null;
        boolean isSame = !submits.isEmpty() && submits.get(submits.size() - 1) == status;
        boolean isFirstToDeclare = isDeclaration && isOwn && declared.add(status);
        if (isSame && isNew && isFirstToDeclare) {
            return;
        }
        repeated |= !isNew || (isOwn && status == Status.ACCEPTED && submits.contains(status));
        submits.add(status);
        submitSegments = receipt.segments().size();
    }

    /**
     * The final submit outcomes in the order of the topic: one, or IN_DOUBT and what settled it; answers to further requests
     * with its id among them. Not the same one again, once and as another event, to declare a possible duplicate.
     */
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

    /**
     * Whether more than one submit outcome was reported beside IN_DOUBT, or one again without reason: as the same event, or as
     * accepted once more. (Another request with its id may be turned down likewise.)
     */
    public boolean contradictsItself() {
        Set<Status> settled = new HashSet<>(submits);
        settled.remove(Status.IN_DOUBT);
        return settled.size() > 1 || repeated;
    }

    /** Reported accepted once, but for a declaration, in so many segments. */
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

package io.smppworker.sandbox.faults;

import io.smppworker.sandbox.faults.WireRead.Message;
import io.smppworker.schemas.Receipt.Status;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request held against what the topics and the wire say of it.
 *
 * @param seen null when no receipt names it
 * @param wire null when no submit_sm of it ever arrived
 */
record MessageAccount(
        Sent sent, @Nullable MessageSeen seen, @Nullable Message wire) {

    private Map<Integer, Integer> taken() {
        return wire == null ? Map.of() : wire.accepted();
    }

    int timesTaken(int segment) {
        return taken().getOrDefault(segment, 0);
    }

    Set<Status> outcomes() {
        return seen == null ? EnumSet.noneOf(Status.class) : seen.outcomes();
    }

    /** The one the user ends with: IN_DOUBT only when nothing settled it; null when there is none. */
    @Nullable
    Status outcome() {
        return outcomes().stream()
                .filter(status -> status != Status.IN_DOUBT)
                .findFirst()
                .orElse(outcomes().isEmpty() ? null : Status.IN_DOUBT);
    }

    /** Without a final submit outcome, or said to be accepted although the provider never took all of it. */
    boolean isLost() {
        return outcome() == null || (outcome() == Status.ACCEPTED && taken().size() < sent.segments());
    }

    /** Said to be not accepted although the provider took all of it. */
    boolean isDenied() {
        return (outcome() == Status.REJECTED || outcome() == Status.EXPIRED) && taken().size() == sent.segments();
    }

    /** Times that segments were taken beyond the first. */
    int duplicates() {
        return taken().values().stream().mapToInt(times -> times - 1).sum();
    }

    /** Whether a receipt owns up to the possibility of duplicates. */
    boolean isDeclared() {
        return seen != null && seen.possibleDuplicate();
    }

    /** Times that a segment was submitted again although an earlier attempt may have been taken. */
    int blindRepeats() {
        return wire == null
                ? 0
                : wire.unrefused().values().stream()
                        .mapToInt(times -> times - 1)
                        .sum();
    }

    boolean contradictsItself() {
        return seen != null && seen.contradictsItself();
    }

    @Override
    public String toString() {
        return sent.messageId() + (sent.report() ? " (report)" : "") + ": " + outcomes() + ", " + sent.segments()
                + " segments, taken " + taken() + ", not refused " + (wire == null ? Map.of() : wire.unrefused())
                + ", attempts told " + (seen == null ? Map.of() : seen.attempts())
                + (isDeclared() ? ", possible duplicate" : "");
    }
}

package io.smppworker.correlate;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state that {@link IdFold} keeps of one SMSC message id.
 *
 * @param owners the segments that were given the id, oldest first; none until a submit_sm_resp is seen
 * @param parked the receipts that came before their owner, in order of arrival
 * @param contested whether the id was ever given to more than one message
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
record IdState(List<Owner> owners, List<IdEvent.Reported> parked, boolean contested) {
    /** How many segments are kept that were given the same id. */
    static final int MOST_OWNERS = 16;

    static final IdState NEW = new IdState(List.of(), List.of(), false);

    /**
     * A segment that was given the id.
     *
     * @param end the final receipt for it; null before
     * @param otherAddress source_addr of its final receipt where that did not match the message's addresses; null otherwise
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Owner(
            IdEvent.Accepted segment,
            MessageEvent.@Nullable Report end,
            @Nullable String otherAddress) {
        boolean isOf(String messageId) {
            return segment.messageId().equals(messageId);
        }

        boolean settled() {
            return end != null;
        }

        /** Whether a receipt may be for it, by the addresses. */
        boolean suits(IdEvent.Reported report) {
            return Addresses.suit(segment, report)
                    || (!report.from().isEmpty() && report.from().equals(otherAddress));
        }

        /** Whether both have addresses, and these do not match. */
        boolean contradicts(IdEvent.Reported report) {
            return segment.to() != null && !report.from().isEmpty() && !suits(report);
        }
    }

    boolean isSettled() {
        return owners.stream().allMatch(Owner::settled);
    }

    boolean isOwner(IdEvent.Accepted segment) {
        return owners.stream().anyMatch(owner -> owner.segment().isSame(segment));
    }

    /** The same, with that segment's message folded at this id. */
    IdState withMoved(IdEvent.Accepted segment) {
        List<Owner> changed = owners.stream()
                .map(owner ->
                        owner.segment().isSame(segment) ? new Owner(segment, owner.end(), owner.otherAddress()) : owner)
                .toList();
        return new IdState(changed, parked, contested);
    }

    /** With one more owner; of too many the oldest is dropped, preferably one that has its final receipt. */
    IdState with(Owner owner, List<IdEvent.Reported> stillParked) {
        boolean isContested = contested
                || owners.stream().anyMatch(other -> !other.isOf(owner.segment().messageId()));
        List<Owner> more = new ArrayList<>(owners);
        more.add(owner);
        if (more.size() > MOST_OWNERS) {
            more.remove(more.stream().filter(Owner::settled).findFirst().orElse(more.get(0)));
        }
        return new IdState(more, stillParked, isContested);
    }

    /** The same, with the segments of a message settled by a final receipt. */
    IdState settled(String messageId, IdEvent.Reported report) {
        List<Owner> changed = owners.stream()
                .map(owner -> owner.isOf(messageId)
                        ? new Owner(
                                owner.segment(),
                                report.on(owner.segment()),
                                Addresses.suit(owner.segment(), report) ? owner.otherAddress() : report.from())
                        : owner)
                .toList();
        return new IdState(changed, parked, contested);
    }

    IdState withParked(List<IdEvent.Reported> others) {
        return new IdState(owners, others, contested);
    }
}

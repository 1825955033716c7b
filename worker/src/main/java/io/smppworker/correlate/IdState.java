package io.smppworker.correlate;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link IdFold} knows of one SMSC message id.
 *
 * @param owners the segments that were given the id, oldest first; none until a submit_sm_resp is seen
 * @param parked the receipts that came before their owner, in order of arrival
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
record IdState(List<Owner> owners, List<IdEvent.Reported> parked) {
    /** Of those that one id was given to, the newest. */
    static final int MOST_OWNERS = 16;

    static final IdState NEW = new IdState(List.of(), List.of());

    /**
     * A segment that was given the id.
     *
     * @param settled whether a final receipt was for it
     * @param otherAddress the source_addr of that receipt, where it was not the address of the message
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Owner(
            IdEvent.Accepted segment,
            boolean settled,
            @Nullable String otherAddress) {
        boolean isOf(String messageId) {
            return segment.messageId().equals(messageId);
        }
    }

    boolean isSettled() {
        return owners.stream().allMatch(Owner::settled);
    }

    boolean isOwner(IdEvent.Accepted segment) {
        return owners.stream().anyMatch(owner -> owner.segment().equals(segment));
    }

    /** With one more owner; of too many the oldest goes, if possible one that has its final receipt. */
    IdState with(Owner owner, List<IdEvent.Reported> stillParked) {
        List<Owner> more = new ArrayList<>(owners);
        more.add(owner);
        if (more.size() > MOST_OWNERS) {
            more.remove(more.stream().filter(Owner::settled).findFirst().orElse(more.get(0)));
        }
        return new IdState(more, stillParked);
    }

    /** With the segments of a message settled by a final receipt. */
    IdState settled(String messageId, IdEvent.Reported report) {
        List<Owner> changed = owners.stream()
                .map(owner -> owner.isOf(messageId)
                        ? new Owner(
                                owner.segment(),
                                true,
                                Addresses.suit(owner.segment(), report) ? owner.otherAddress() : report.from())
                        : owner)
                .toList();
        return new IdState(changed, parked);
    }
}

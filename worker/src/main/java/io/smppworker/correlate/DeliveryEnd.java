package io.smppworker.correlate;

import io.smppworker.message.SegmentReceipts;
import io.smppworker.schemas.Receipt.Status;
import io.smppworker.schemas.SendRequest.ReceiptWish;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * How the delivery of a message ended, from how that of its segments did: DELIVERED when all of it was, else the first
 * other end. The maps hold final states by index of the segment, 1-based; segments not reported on are not in them. Pure.
 */
final class DeliveryEnd {
    private final SegmentReceipts reported;

    /** @param reported which segments the provider sends receipts for */
    DeliveryEnd(SegmentReceipts reported) {
        this.reported = reported;
    }

    /** Null while it is open. */
    @Nullable
    Status of(MessageRequest request, SortedMap<Integer, Status> ends) {
        if (reported == SegmentReceipts.FIRST) {
            return ends.get(1);
        }
        Optional<Status> failure = failure(ends);
        // With only failures asked for, the segments that arrive are never reported.
        boolean isKnown =
                ends.size() >= request.segments() || (request.wish() == ReceiptWish.FAILURE && failure.isPresent());
        return isKnown ? failure.orElse(Status.DELIVERED) : null;
    }

    /** What has to be said when nothing more is waited for: UNKNOWN unless it is known to be otherwise. */
    Status soFar(MessageRequest request, SortedMap<Integer, Status> ends) {
        Status known = of(request, ends);
        if (known != null) {
            return known;
        }
        return failure(ends).orElse(request.wish() == ReceiptWish.FAILURE ? Status.DELIVERED : Status.UNKNOWN);
    }

    private static Optional<Status> failure(SortedMap<Integer, Status> ends) {
        return ends.values().stream().filter(end -> end != Status.DELIVERED).findFirst();
    }
}

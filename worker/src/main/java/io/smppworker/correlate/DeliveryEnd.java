package io.smppworker.correlate;

import io.smppworker.message.SegmentReceipts;
import io.smppworker.schemas.Receipt.Status;
import io.smppworker.schemas.SendRequest.RegisteredDelivery;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * How the delivery of a message ended, from the final states of its segments: the first failure among them, since the
 * message cannot arrive whole any more, else DELIVERED when all of them were. The maps hold final states by segment index,
 * 1-based; segments without one are not in them. Pure.
 *
 * @param reported which segments the provider sends receipts for
 */
record DeliveryEnd(SegmentReceipts reported) {
    /** The final status of a message, from those of its segments; null while it is open. */
    @Nullable
    Status of(MessageRequest request, SortedMap<Integer, Status> ends) {
        Optional<Status> failure = failure(ends);
        if (failure.isPresent()) {
            return failure.get();
        }
        if (reported != SegmentReceipts.ALL) {
            return ends.get(reported == SegmentReceipts.FIRST ? 1 : request.segments());
        }
        // With only failures asked for, the segments that arrive are never reported.
        boolean unknown = ends.containsValue(Status.UNKNOWN);
        boolean isKnown = ends.size() >= request.segments()
                || (request.registeredDelivery() == RegisteredDelivery.FAILURE && unknown);
        return isKnown ? (unknown ? Status.UNKNOWN : Status.DELIVERED) : null;
    }

    /**
     * The final status to publish when no more receipts are awaited: UNKNOWN unless it is known or silence means success.
     *
     * @param doubtful whether a segment has a report with an unknown status and none that ended it
     */
    Status soFar(MessageRequest request, SortedMap<Integer, Status> ends, boolean doubtful) {
        Status known = of(request, ends);
        if (known != null) {
            return known;
        }
        boolean silenceIsSuccess = request.registeredDelivery() == RegisteredDelivery.FAILURE && !doubtful;
        return silenceIsSuccess && !ends.containsValue(Status.UNKNOWN) ? Status.DELIVERED : Status.UNKNOWN;
    }

    /** UNKNOWN is no failure: the segment may have arrived. */
    private static Optional<Status> failure(SortedMap<Integer, Status> ends) {
        return ends.values().stream()
                .filter(end -> end != Status.DELIVERED && end != Status.UNKNOWN)
                .findFirst();
    }
}

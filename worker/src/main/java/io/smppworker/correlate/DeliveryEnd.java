package io.smppworker.correlate;

import io.smppworker.message.SegmentReceipts;
import io.smppworker.schemas.Receipt.Status;
import io.smppworker.schemas.SendRequest.RegisteredDelivery;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * How the delivery of a message ended, from how that of its segments did: as the first failure among them, since the
 * others cannot make it whole any more, else DELIVERED when all of it was. The maps hold final states by index of the
 * segment, 1-based; segments not reported on are not in them. Pure.
 */
final class DeliveryEnd {
    private final SegmentReceipts reported;

    /** @param reported which segments the provider sends receipts for */
    DeliveryEnd(SegmentReceipts reported) {
        this.reported = reported;
    }

    /** The final status of a message, of those of its segments; null while it is open. */
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
        boolean isKnown =
                ends.size() >= request.segments() || (request.wish() == RegisteredDelivery.FAILURE && unknown);
        return isKnown ? (unknown ? Status.UNKNOWN : Status.DELIVERED) : null;
    }

    /**
     * What has to be said when nothing more is waited for: UNKNOWN unless it is known to be otherwise.
     *
     * @param doubtful whether a segment was reported on, and in no word that is known
     */
    Status soFar(MessageRequest request, SortedMap<Integer, Status> ends, boolean doubtful) {
        Status known = of(request, ends);
        if (known != null) {
            return known;
        }
        boolean silenceIsSuccess = request.wish() == RegisteredDelivery.FAILURE && !doubtful;
        return silenceIsSuccess && !ends.containsValue(Status.UNKNOWN) ? Status.DELIVERED : Status.UNKNOWN;
    }

    /** An end that is UNKNOWN may still be that of a segment which arrived. */
    private static Optional<Status> failure(SortedMap<Integer, Status> ends) {
        return ends.values().stream()
                .filter(end -> end != Status.DELIVERED && end != Status.UNKNOWN)
                .findFirst();
    }
}

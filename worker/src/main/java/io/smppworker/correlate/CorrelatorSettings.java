package io.smppworker.correlate;

import io.smppworker.message.MessageIdForm;
import io.smppworker.message.SegmentReceipts;
import io.smppworker.schemas.SendRequest.RegisteredDelivery;
import java.time.Duration;
import java.time.Instant;

/**
 * How the correlator matches and remembers.
 *
 * @param submitRespIds how the provider writes message ids in submit_sm_resp
 * @param receiptIds how it writes them in receipts
 * @param segmentReceipts for which segments of a long message it sends receipts
 * @param unmatchedAfter how long a receipt waits for its message
 * @param receiptTimeout how long an accepted message waits for its first receipt, where its validity does not say
 * @param segmentReceiptTimeout how long, from its first final receipt, a long message waits for those of its other segments
 * @param rememberFor how long what is complete is still known, so that its duplicates are, corrections find it, and
 *     requests that repeat its messageId can be answered; no shorter than the time within which they are taken for
 *     repetitions
 * @param inboundParts how long the parts of a mobile-originated message wait for each other
 * @param partsReader reads them as one
 * @param commitInterval how soon what is news is committed: results become visible; a long message's
 *     delivery receipt takes two commits, another's one
 * @param journalPartitions of the journal, and of what is joined with it; cannot change once that exists
 * @param deliveryPartitions of the topic of deliveries, and of what is joined with them; likewise
 */
public record CorrelatorSettings(
        CorrelatorTopics topics,
        MessageIdForm submitRespIds,
        MessageIdForm receiptIds,
        SegmentReceipts segmentReceipts,
        Duration unmatchedAfter,
        Duration receiptTimeout,
        Duration segmentReceiptTimeout,
        Duration rememberFor,
        Duration inboundParts,
        PartsReader partsReader,
        Duration commitInterval,
        int journalPartitions,
        int deliveryPartitions) {

    /** A provider that is not late has told by then what became of a message whose validity is over. */
    private static final Duration PAST_VALIDITY = Duration.ofHours(12);

    /** A receipt later than the time out still corrects what was told. */
    private static final Duration LATE = Duration.ofDays(4);

    /** How long an SMSC message id is known to be that of a segment. */
    Duration idsKept() {
        return receiptTimeout.plus(LATE);
    }

    /** How long a message is known whose submission has no outcome: longer than any of its SMSC message ids. */
    Duration openKept() {
        return idsKept().plus(rememberFor);
    }

    /** How long a message that has failed is known, of which other segments are still to be reported on. */
    Duration othersKept() {
        return segmentReceiptTimeout.compareTo(rememberFor) > 0 ? segmentReceiptTimeout : rememberFor;
    }

    /** How long a message is known after the time for its receipts was up. */
    Duration lateKept() {
        return LATE;
    }

    /** How long a message that was accepted then waits for its receipts; all it is known for when silence means success. */
    Duration receiptsAwaited(MessageRequest request, Instant accepted) {
        Instant validUntil = request.validUntil();
        Duration awaited = validUntil == null
                ? receiptTimeout
                : Duration.between(accepted, validUntil).plus(PAST_VALIDITY);
        return request.wish() == RegisteredDelivery.FAILURE ? awaited.plus(LATE) : awaited;
    }
}

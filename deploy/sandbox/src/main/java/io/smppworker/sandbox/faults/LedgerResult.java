package io.smppworker.sandbox.faults;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/**
 * The ledger's numbers: the JSON of the suite's last line.
 *
 * @param minutes length of the schedule
 * @param requests produced and stored
 * @param accepted requests with this final submit outcome; so rejected, expired, and inDoubt when nothing settled it
 * @param wireSubmits times that a segment was taken by the provider → how many segments
 * @param duplicatesByPolicy takings of segments beyond the first that a receipt declares possible
 * @param undeclaredDuplicates those that none does
 * @param reportWireDuplicates segments submitted again, under onInDoubt: report, that may have been taken before
 * @param declaredWithoutDuplicate messages declared possible duplicates that were none
 * @param lost requests without a final submit outcome, or ACCEPTED and never taken
 * @param denied requests taken whole and reported REJECTED or EXPIRED
 * @param contradicted requests with more than one final submit outcome
 * @param receiptsSent different delivery receipts sent by the provider; see {@link ReceiptLedger}
 * @param acknowledgedNotPublished acknowledged to the provider, and neither published nor rightly waiting
 * @param violations what a careful client does not do, by the words of the provider's log; "enquire_link not answered" is
 *     what freezing a worker looks like
 * @param faults how many of each kind happened
 * @param seconds the whole run
 */
@RecordBuilder
record LedgerResult(
        long seed,
        double minutes,
        long requests,
        long accepted,
        long rejected,
        long expired,
        long inDoubt,
        Map<Integer, Long> wireSubmits,
        long duplicatesByPolicy,
        long undeclaredDuplicates,
        long reportWireDuplicates,
        long declaredWithoutDuplicate,
        long lost,
        long denied,
        long contradicted,
        long deadLetters,
        long receiptsSent,
        long receiptAttempts,
        long receiptsAcknowledged,
        long receiptsPublished,
        long receiptsParked,
        long receiptsOfUnaccepted,
        long acknowledgedNotPublished,
        @JsonUnwrapped LimitsReached limits,
        Map<String, Long> violations,
        Map<FaultKind, Integer> faults,
        double seconds) {}

package io.smppworker.sandbox.demo;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/**
 * The demo's numbers: the JSON of its last line.
 *
 * @param requests records produced
 * @param accepted requests with an ACCEPTED receipt
 * @param rejected requests refused: as dead letter, or by the provider
 * @param delivered accepted requests with a final DELIVERED receipt
 * @param undelivered accepted requests with any other final delivery receipt
 * @param inDoubt requests whose last submit receipt is IN_DOUBT
 * @param unmatchedReceipts receipts on the topic that belong to no request produced
 * @param duplicateSubmits segments that the provider took more than once
 * @param throttledResponses submit_sm answered ESME_RTHROTTLED
 * @param maxBindsPerServer most sessions bound at any instant
 * @param submitRatePerSecond sustained: of the middle 80 % of the submit_sm
 * @param p99SubmitMillis from producing a request to its last submit_sm at the provider, time in the backlog included
 * @param seconds the whole run, from starting the first process to the end of the last worker
 */
@JsonPropertyOrder({
    "requests",
    "accepted",
    "rejected",
    "delivered",
    "undelivered",
    "inDoubt",
    "unmatchedReceipts",
    "duplicateSubmits",
    "throttledResponses",
    "maxBindsPerServer",
    "submitRatePerSecond",
    "p99SubmitMillis",
    "seconds"
})
@RecordBuilder
record DemoResult(
        int requests,
        long accepted,
        long rejected,
        long delivered,
        long undelivered,
        long inDoubt,
        long unmatchedReceipts,
        long duplicateSubmits,
        long throttledResponses,
        Map<String, Integer> maxBindsPerServer,
        double submitRatePerSecond,
        long p99SubmitMillis,
        double seconds) {}

package io.smppworker.correlate;

import io.smppworker.schemas.DeliveryRecord;
import io.smppworker.schemas.SubmissionRecord;

/** What workers do to the correlator. */
interface CorrelatorInput {
    void journal(SubmissionRecord... entries);

    void deliver(DeliveryRecord... records);
}

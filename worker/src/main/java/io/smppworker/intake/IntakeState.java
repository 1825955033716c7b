package io.smppworker.intake;

import io.smppworker.journal.KnownRequests;
import io.smppworker.journal.Offsets;
import io.smppworker.kafka.Lanes;

/**
 * The intake's state of the lanes that it reads.
 *
 * @param offsets which records are finished
 * @param known requests that are in the journal
 * @param underWay records that were taken and do not become messages
 */
record IntakeState(Lanes lanes, Offsets offsets, KnownRequests known, UnderWay underWay) {}

package io.smppworker.sandbox.provider;

import com.cloudhopper.smpp.SmppConstants;

/** Counts the log's submit_sm and their answers: each entry once, however often it is asked. Thread-safe. */
final class SubmitTally {
    private final EntryStore entries;
    private int counted;
    private long arrived;
    private long accepted;
    private long throttled;
    private long lost;
    private long answered;

    SubmitTally(EntryStore entries) {
        this.entries = entries;
    }

    synchronized SubmitCounts counts() {
        int size = entries.size();
        for (; counted < size; counted++) {
            if (entries.note(counted) instanceof Note.Submit submit) {
                count(submit);
            } else if (isSubmit(entries.answers(counted))) {
                answered++;
            }
        }
        return new SubmitCounts(arrived, accepted, throttled, arrived - accepted - throttled - lost, lost, answered);
    }

    private void count(Note.Submit submit) {
        arrived++;
        accepted += submit.accepted() ? 1 : 0;
        throttled += submit.verdict() == SmppConstants.STATUS_THROTTLED ? 1 : 0;
        lost += submit.verdict() == SubmitRow.LOST ? 1 : 0;
    }

    private boolean isSubmit(int entry) {
        return entry >= 0 && entries.is(entry, Direction.IN, SmppConstants.CMD_ID_SUBMIT_SM);
    }
}

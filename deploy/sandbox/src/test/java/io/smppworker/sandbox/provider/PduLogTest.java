package io.smppworker.sandbox.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudhopper.smpp.SmppConstants;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The log's arithmetic, on entries made up here. */
class PduLogTest {
    private final PduLog log = new PduLog();

    @Test
    void countsArrivalsAndAcceptancesOfEverySegment() {
        session(1, "smpp1");
        submit(1, 1, "a", 1, 0);
        submit(2, 1, "a", 2, SmppConstants.STATUS_THROTTLED);
        submit(3, 1, "a", 2, 0);
        int last = submit(4, 1, "b", 1, SubmitRow.LOST);
        submit(5, 1, "b", 1, 0);
        submit(6, 1, "b", 1, 0);
        submit(7, 1, "c", 1, SmppConstants.STATUS_INVDSTADR);
        log.append(8, 1, Direction.OUT, SmppConstants.CMD_ID_SUBMIT_SM_RESP, 9, 0, last, null);

        assertThat(log.submits()).isEqualTo(new SubmitCounts(7, 4, 1, 1, 1, 1));
        assertThat(MessageSubmits.perMessage(log.submitRows().toList()))
                .isEqualTo(Map.of(
                        "a", new MessageSubmits(Map.of(1, 1, 2, 2), Map.of(1, 1, 2, 1), Map.of(1, 1, 2, 1)),
                        "b", new MessageSubmits(Map.of(1, 3), Map.of(1, 2), Map.of(1, 3)),
                        "c", new MessageSubmits(Map.of(1, 1), Map.of(), Map.of())));
        assertThat(log.submitRows()).filteredOn(SubmitRow::throttled).hasSize(1);
        LogSummary summary = LogSummary.of(log, List.of(), Long.MIN_VALUE, Long.MAX_VALUE);
        assertThat(summary.duplicateAcceptances()).isEqualTo(1);
        assertThat(summary.messagesArrived()).isEqualTo(3);
        assertThat(summary.messagesAccepted()).isEqualTo(2);
    }

    @Test
    void holdsEveryEntryWhileManyThreadsWriteAndOneReads() throws InterruptedException {
        int threads = 4;
        int each = 30_000;
        session(1, "smpp1");
        CountDownLatch done = new CountDownLatch(threads);
        for (int thread = 0; thread < threads; thread++) {
            int number = thread;
            new Thread(() -> {
                        for (int i = 0; i < each; i++) {
                            log.append(i, 1, Direction.IN, number, i, number, -1, null);
                        }
                        done.countDown();
                    })
                    .start();
        }
        while (done.getCount() > 0) {
            assertThat(log.entries().allMatch(entry -> entry.commandId() == entry.commandStatus()))
                    .isTrue();
        }

        assertThat(log.entries()).hasSize(threads * each);
        for (int thread = 0; thread < threads; thread++) {
            int number = thread;
            int[] next = {0};
            assertThat(log.entries(entry -> entry.commandId() == number)
                            .allMatch(entry -> entry.sequence() == next[0]++))
                    .isTrue();
            assertThat(next[0]).isEqualTo(each);
        }
    }

    private void session(int id, String server) {
        log.session(new SessionInfo(id, server, "peer", false, 0, null, null, null, null, 0));
    }

    private int submit(long nanos, int session, String ref, int segment, int verdict) {
        Note.Submit note = new Note.Submit(ref, segment, 2, verdict, verdict == 0 ? "id" : "", null);
        return log.append(nanos, session, Direction.IN, SmppConstants.CMD_ID_SUBMIT_SM, 1, 0, -1, note);
    }
}

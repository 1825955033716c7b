package io.smppworker.sandbox.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudhopper.smpp.SmppConstants;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The log's arithmetic, on entries made up here. */
class PduLogTest {
    private static final long SECOND = SlidingSecond.WINDOW_NANOS;

    private final PduLog log = new PduLog();

    @Test
    void greatestRatesAreOfOneServerAndWithinTheTimesAskedFor() {
        session(1, "smpp1");
        session(2, "smpp2");
        session(3, "smpp1");
        SplittableRandom random = new SplittableRandom(5);
        List<Long> ofSmpp1 = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < 3000; i++) {
            now += random.nextLong(SECOND / 50);
            int session = random.nextInt(1, 4);
            submit(now, session, "m" + i, 1, random.nextInt(3));
            if (session != 2) {
                ofSmpp1.add(now);
            }
        }

        long from = ofSmpp1.get(500);
        long to = ofSmpp1.get(900);
        assertThat(log.greatestSubmitsInAnySecond("smpp1")).isEqualTo(exhaustive(ofSmpp1));
        assertThat(log.greatestSubmitsInAnySecond("smpp1", from, to)).isEqualTo(exhaustive(ofSmpp1.subList(500, 901)));
        assertThat(log.greatestSubmitsInAnySecond("smpp3")).isZero();
        assertThat(log.arrivals("smpp1", from, to)).hasSize(401);
        assertThat(log.submitRate(0, 10 * SECOND)).isEqualTo(log.arrivals(null, 0, 10 * SECOND).length / 10.0);
    }

    @Test
    void countsArrivalsAndAcceptancesOfEverySegment() {
        session(1, "smpp1");
        submit(1, 1, "a", 1, 0);
        submit(2, 1, "a", 2, SmppConstants.STATUS_THROTTLED);
        submit(3, 1, "a", 2, 0);
        int last = submit(4, 1, "b", 1, Note.Submit.LOST);
        submit(5, 1, "b", 1, 0);
        submit(6, 1, "b", 1, 0);
        submit(7, 1, "c", 1, SmppConstants.STATUS_INVDSTADR);
        log.append(8, 1, Direction.OUT, SmppConstants.CMD_ID_SUBMIT_SM_RESP, 9, 0, last, null);

        assertThat(log.submits()).isEqualTo(new SubmitCounts(7, 4, 1, 1, 1, 1));
        assertThat(log.acceptedPerMessage()).isEqualTo(Map.of("a", Map.of(1, 1, 2, 1), "b", Map.of(1, 2)));
        assertThat(log.arrivalsPerMessage())
                .isEqualTo(Map.of("a", Map.of(1, 1, 2, 2), "b", Map.of(1, 3), "c", Map.of(1, 1)));
        assertThat(log.duplicateAcceptances()).isEqualTo(1);
        assertThat(log.throttledResponses()).isEqualTo(1);
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

        assertThat(log.size()).isEqualTo(threads * each);
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

    private static int exhaustive(List<Long> times) {
        return times.stream()
                .mapToInt(first -> (int) times.stream()
                        .filter(t -> t >= first && t < first + SECOND)
                        .count())
                .max()
                .orElse(0);
    }
}

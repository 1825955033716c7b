package io.smppworker.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.message.BindType;
import io.smppworker.message.SubmitOutcome;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that end at any moment, from either side, under load: what the accounting is worth. */
class AbruptEndTest {
    private static final int WINDOW = 10;
    private static final int SESSIONS = 75;

    /** One session's submits, counted. */
    private static final class Load implements SessionListener {
        final List<AtomicInteger> outcomes = new ArrayList<>();
        final AtomicInteger closed = new AtomicInteger();
        final AtomicInteger afterClosed = new AtomicInteger();
        final CountDownLatch over = new CountDownLatch(1);

        void submit(SmppSession session) {
            AtomicInteger outcome = new AtomicInteger();
            outcomes.add(outcome);
            session.submit(Rig.submitSm("hello"), SmppSession.NO_DEADLINE, result -> {
                outcome.incrementAndGet();
                if (closed.get() > 0 && !(result instanceof SubmitOutcome.NotSent)) {
                    afterClosed.incrementAndGet();
                }
            });
        }

        @Override
        public void delivered(io.smppworker.message.DeliverSm deliverSm, java.util.function.IntConsumer reply) {}

        @Override
        public void closed(String reason) {
            closed.incrementAndGet();
            over.countDown();
        }
    }

    /** The server's side: answers out of order and late, and notes the most it ever had to remember. */
    private static final class Answers {
        int mostOutstanding;

        void run(RawServer.Peer peer, Random random, int receiveAtMost, boolean reset) {
            Deque<byte[]> unanswered = new ArrayDeque<>();
            try {
                for (int i = 0; i < receiveAtMost; i++) {
                    byte[] request = peer.receive();
                    if (Octets.commandId(request) != Octets.SUBMIT_SM) {
                        peer.send(Octets.response(request, 0));
                        continue;
                    }
                    unanswered.add(request);
                    mostOutstanding = Math.max(mostOutstanding, unanswered.size());
                    if (unanswered.size() == WINDOW || random.nextInt(4) == 0) {
                        for (int n = 1 + random.nextInt(unanswered.size()); n > 0; n--) {
                            byte[] answered = random.nextBoolean() ? unanswered.removeFirst() : unanswered.removeLast();
                            peer.send(Octets.response(answered, 0, Octets.cString("17")));
                        }
                    }
                }
            } catch (UncheckedIOException closedByTheOtherSide) {
                return;
            }
            if (reset) {
                peer.reset();
            } else {
                peer.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everySubmitHasExactlyOneOutcomeHoweverTheSessionEnds(long seed) throws Exception {
        Random random = new Random(seed);
        try (RawServer server = new RawServer();
                CloudhopperConnector connector = new CloudhopperConnector(
                        Accounts.patient().withWindow(WINDOW).config(), System::nanoTime)) {
            int submitted = 0;
            for (int i = 0; i < SESSIONS; i++) {
                Load load = new Load();
                var binding = connector.bind("127.0.0.1", server.port(), BindType.TRANSCEIVER, "smpp1#" + i, load);
                RawServer.Peer peer = server.accept();
                peer.acceptBind();
                SmppSession session = Rig.session(binding.toCompletableFuture());

                Answers answers = new Answers();
                Random serversRandom = new Random(random.nextLong());
                int receiveAtMost = 1 + random.nextInt(200);
                boolean reset = random.nextBoolean();
                CompletableFuture<Void> serving =
                        Rig.inBackground(() -> answers.run(peer, serversRandom, receiveAtMost, reset));

                int endBySelf = random.nextInt(400);
                int way = random.nextInt(3);
                while (load.over.getCount() > 0) {
                    if (session.freeWindow() > 0 || random.nextInt(1_000) == 0) {
                        load.submit(session);
                    }
                    if (load.outcomes.size() == endBySelf) {
                        endBySelf = -1;
                        end(session, way);
                    }
                    Thread.onSpinWait();
                }
                load.submit(session);
                Rig.get(session.unbind(Duration.ZERO).toCompletableFuture());
                serving.join();

                assertThat(load.outcomes)
                        .allSatisfy(outcome -> assertThat(outcome).hasValue(1));
                assertThat(load.closed).hasValue(1);
                assertThat(load.afterClosed).hasValue(0);
                assertThat(session.outstanding()).isZero();
                assertThat(answers.mostOutstanding).isLessThanOrEqualTo(WINDOW);
                submitted += load.outcomes.size();
            }
            assertThat(submitted).isGreaterThan(SESSIONS * 10);
        }
    }

    private static void end(SmppSession session, int way) {
        switch (way) {
            case 0 -> session.close();
            case 1 -> session.unbind(Duration.ofMillis(2));
            default -> {
                // the server ends it
            }
        }
    }

    @Test
    void threadsThatSubmitTogetherNeverExceedTheWindow() throws Exception {
        try (Rig rig = new Rig(Accounts.patient().withWindow(WINDOW))) {
            Rig.Bound session = rig.bound();
            Answers answers = new Answers();
            int messages = 2_000;
            CompletableFuture<Void> serving =
                    Rig.inBackground(() -> answers.run(session.peer(), new Random(7), messages, false));
            AtomicInteger accepted = new AtomicInteger();
            List<CompletableFuture<Void>> senders = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                senders.add(Rig.inBackground(() -> {
                    while (session.session().isOpen()) {
                        Thread.onSpinWait();
                        session.session().submit(Rig.submitSm("hello"), SmppSession.NO_DEADLINE, outcome -> {
                            if (outcome instanceof SubmitOutcome.Accepted) {
                                accepted.incrementAndGet();
                            }
                        });
                    }
                }));
            }
            Recorded.next(rig.recorded.closed);
            senders.forEach(CompletableFuture::join);
            serving.join();
            assertThat(answers.mostOutstanding).isEqualTo(WINDOW);
            assertThat(accepted).hasValueBetween(messages - 2 * WINDOW, messages);
        }
    }
}

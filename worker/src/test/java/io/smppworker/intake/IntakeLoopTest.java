package io.smppworker.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smppworker.message.Lane;
import io.smppworker.outbound.RequestEnd;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The loop over the lanes, with Kafka's own mock of a consumer; time passes only while it is polled. */
class IntakeLoopTest {
    private static final TopicPartition BULK = IntakeScene.BULK;
    private static final TopicPartition URGENT = IntakeScene.URGENT;

    private final IntakeScene scene = new IntakeScene();

    @AfterEach
    void close() {
        scene.close();
    }

    private void produce(TopicPartition lane, long offset) {
        scene.consumer.addRecord(IntakeScene.request(lane, offset, lane.topic() + "-" + offset));
    }

    @Test
    void nothingOfALaneIsPolledBeforeItsJournalIsKnown() {
        scene.journalTopic.silence();
        scene.journalTopic.commit(BULK, new OffsetAndMetadata(1));
        scene.assigned();
        produce(BULK, 0);
        produce(BULK, 1);
        for (int step = 0; step < 20; step++) {
            scene.loop.step();
        }
        assertThat(scene.consumer.polled).isEmpty();
        assertThat(scene.position(BULK)).isNull();
        assertThat(scene.path.outbound.boundSlots()).isEqualTo(scene.slots());

        scene.journalTopic.answer();
        scene.stepUntilInUse();
        scene.path.run(Duration.ofMillis(1500)); // the slots' first second is over
        scene.acceptAll();
        scene.loop.step();
        scene.loop.step();
        scene.storeAll();
        assertThat(scene.submitted()).containsExactly("text of bulk-1");
    }

    @Test
    void aLaneThatIsFullIsPausedUntilHalfOfItHasGoneAndTheOtherGoesOn() {
        scene.inUse();
        for (int offset = 0; offset < IntakeScene.MAX_IN_FLIGHT; offset++) {
            produce(BULK, offset);
        }
        scene.loop.step();
        produce(BULK, 4);
        produce(URGENT, 0);
        scene.loop.step();
        assertThat(inFlight(Lane.BULK)).isEqualTo(4);
        assertThat(inFlight(Lane.URGENT)).isEqualTo(1);

        scene.acceptAll();
        finishUntilInFlight(3);
        scene.loop.step();
        scene.loop.step();
        assertThat(inFlight(Lane.BULK)).isEqualTo(3);

        finishUntilInFlight(2);
        scene.loop.step(); // resumes
        scene.loop.step();
        assertThat(inFlight(Lane.BULK)).isEqualTo(3);
        scene.storeAll();
        assertThat(scene.submitted()).contains("text of bulk-4").hasSize(6);
    }

    private int inFlight(Lane lane) {
        return scene.path.outbound.inFlight(lane);
    }

    private void finishUntilInFlight(int few) {
        while (inFlight(Lane.BULK) > few) {
            assertThat(scene.storeNext()).isTrue();
        }
    }

    @Test
    void deadLettersThatAreNotStoredPauseBothLanesUntilHalfOfThemAre() {
        scene.inUse();
        for (int offset = 0; offset < 50; offset++) {
            scene.consumer.addRecord(IntakeScene.message(BULK, offset, "no JSON".getBytes(StandardCharsets.UTF_8)));
        }
        scene.loop.step();
        assertThat(scene.consumer.paused()).contains(BULK, URGENT);

        for (int stored = 0; stored < 24; stored++) {
            scene.storeNext();
        }
        scene.loop.step();
        assertThat(scene.consumer.paused()).contains(BULK, URGENT);

        scene.storeNext();
        scene.loop.step();
        assertThat(scene.consumer.paused()).isEmpty();
        assertThat(scene.position(BULK)).isEqualTo(25);
    }

    @Test
    void whoStopsFinishesWhatIsUnderWayAndCommitsItAndTakesNothingMore() {
        scene.inUse();
        produce(BULK, 0);
        scene.loop.step();
        scene.storeAll();
        assertThat(scene.submitted()).hasSize(1);
        produce(BULK, 1);
        long startNanos = scene.path.nowNanos();
        scene.consumer.duringPoll = () -> {
            scene.path.run(Duration.ofMillis(10));
            if (scene.path.nowNanos() - startNanos > Duration.ofSeconds(1).toNanos()) {
                scene.acceptAll();
                scene.storeAll();
            }
        };

        scene.loop.stop();
        scene.loop.run();

        assertThat(scene.path.nowNanos() - startNanos).isLessThan(IntakeScene.DRAIN.toNanos());
        assertThat(scene.consumer.closed()).isTrue();
        assertCommitted(1);
        assertThat(scene.journalled()).containsExactly("Submitting bulk-0", "Outcome bulk-0");
        assertThat(scene.path.ends.all).containsExactly(RequestEnd.ACCEPTED);
        assertThat(scene.path.provider.sessions()).isZero();
    }

    private void assertCommitted(long offset) {
        assertThat(scene.consumer.lastCommits)
                .hasEntrySatisfying(
                        BULK, position -> assertThat(position.offset()).isEqualTo(offset));
    }

    @Test
    void whoCannotFinishLeavesAllTheSameThreeSecondsAfterTheDrain() {
        scene.inUse();
        produce(BULK, 0);
        scene.loop.step();
        scene.storeAll();
        long startNanos = scene.path.nowNanos();

        scene.loop.stop();
        scene.loop.run(); // nothing is answered, and nothing stored any more

        Duration took = Duration.ofNanos(scene.path.nowNanos() - startNanos);
        assertThat(took).isBetween(IntakeScene.DRAIN.plusSeconds(3), IntakeScene.DRAIN.plusSeconds(4));
        assertThat(scene.consumer.closed()).isTrue();
        assertCommitted(0);
        assertThat(scene.journalled()).containsExactly("Submitting bulk-0", "Outcome bulk-0", "Withdrawn bulk-0");
        assertThat(scene.path.ends.all).isEmpty();
    }

    @Test
    void whoseLastCommitIsNotConfirmedLeavesAllTheSameThreeSecondsAfterTheDrain() {
        scene.inUse();
        produce(BULK, 0);
        scene.acceptAll();
        scene.loop.step();
        scene.consumer.confirming = false;
        scene.storeAll();
        assertThat(scene.path.ends.all).containsExactly(RequestEnd.ACCEPTED);
        long startNanos = scene.path.nowNanos();

        scene.loop.stop();
        scene.loop.run();

        Duration took = Duration.ofNanos(scene.path.nowNanos() - startNanos);
        assertThat(took).isBetween(IntakeScene.DRAIN.plusSeconds(3), IntakeScene.DRAIN.plusSeconds(4));
        assertThat(scene.consumer.closed()).isTrue();
        assertThat(scene.path.provider.sessions()).isZero();
        assertThat(scene.journalled()).containsExactly("Submitting bulk-0", "Outcome bulk-0");
    }

    @Test
    void itPollsAgainSoonWhileACommitIsUnderWay() {
        scene.inUse();
        scene.loop.step();
        scene.loop.step();
        assertThat(scene.consumer.wait).isEqualTo(IntakeScene.QUIET);
        scene.consumer.confirming = false;
        scene.path.run(Duration.ofSeconds(1));
        scene.loop.step();
        scene.loop.step();
        assertThat(scene.consumer.wait).isLessThan(IntakeScene.QUIET);
    }

    @Test
    void whoseConsumerFailsOwnsNothingAnyMore() {
        scene.inUse();
        produce(BULK, 0);
        scene.loop.step();
        scene.loop.step();
        assertThat(inFlight(Lane.BULK)).isEqualTo(1);
        assertThat(scene.lease.granted(scene.path.nowNanos())).isTrue();
        KafkaException failure = new KafkaException("fenced");
        scene.consumer.setPollException(failure);

        assertThatThrownBy(scene.loop::run).isSameAs(failure);

        assertThat(scene.lease.granted(scene.path.nowNanos())).isFalse();
        assertThat(scene.member.ownership().lanesInUse()).isEmpty();
        assertThat(scene.position(BULK)).isNull();
        assertThat(scene.consumer.closed()).isTrue();
        scene.acceptAll();
        scene.storeAll();
        assertThat(scene.path.ends.all).containsExactly(RequestEnd.RELEASED);
        assertThat(scene.submitted()).isEmpty();
        assertThat(scene.path.provider.sessions()).isZero();
    }

    @Test
    void whoseJournalCannotBeReadForGoodOwnsNothingAnyMore() {
        KafkaException failure = new KafkaException("not allowed");
        scene.journalTopic.fail(failure);
        scene.assigned();

        assertThatThrownBy(scene.loop::run).isSameAs(failure);

        assertThat(scene.lease.granted(scene.path.nowNanos())).isFalse();
        assertThat(scene.member.ownership().lanesInUse()).isEmpty();
        assertThat(scene.consumer.closed()).isTrue();
    }
}

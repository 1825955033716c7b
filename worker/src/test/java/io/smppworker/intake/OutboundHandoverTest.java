package io.smppworker.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.lease.Handover;
import io.smppworker.outbound.RequestEnd;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Slots and lanes come into use and go: as seen at the provider, in the journal, and in what is committed. */
class OutboundHandoverTest {
    private static final TopicPartition BULK = IntakeScene.BULK;
    private static final TopicPartition URGENT = IntakeScene.URGENT;

    private final IntakeScene scene = new IntakeScene();

    @AfterEach
    void close() {
        scene.close();
    }

    private CompletableFuture<Handover.Recovered> recover(TopicPartition... lanes) {
        return scene.handover.recover(Set.of(lanes)).toCompletableFuture();
    }

    private CompletableFuture<Void> releaseBulk() {
        CompletableFuture<Void> done =
                scene.handover.release(Set.of(BULK), scene.slots()).toCompletableFuture();
        scene.path.run(Duration.ofMillis(100));
        return done;
    }

    /** A request of the bulk lane is taken, and not announced yet. */
    private void take(long offset, String id) {
        scene.admission.take(IntakeScene.request(BULK, offset, id));
        scene.path.run(Duration.ofMillis(100));
    }

    @Test
    void gainedSlotsAreBoundAndReleasedOnesUnbound() {
        assertThat(scene.handover.boundSlots()).isEmpty();
        scene.bind();
        assertThat(scene.handover.boundSlots()).isEqualTo(scene.slots());

        CompletableFuture<Void> done = releaseBulk();
        assertThat(done).isDone();
        assertThat(scene.handover.boundSlots()).isEmpty();
        assertThat(scene.path.provider.sessions()).isZero();
    }

    @Test
    void aLaneGoesOnFromWhatWasCommittedOfIt() throws Exception {
        scene.journalTopic.commit(BULK, new OffsetAndMetadata(17));

        assertThat(scene.begin(BULK, URGENT)).isEqualTo(Map.of(BULK, 17L, URGENT, 0L));
        assertThat(scene.position(BULK)).isEqualTo(17);
    }

    @Test
    void aJournalThatCannotBeReadForATimeIsReadAgain() throws Exception {
        scene.journalTopic.fail(new TimeoutException("away"));
        scene.journalTopic.fail(new TimeoutException("still away"));

        assertThat(scene.begin(BULK)).containsEntry(BULK, 0L);
    }

    @Test
    void anErrorThatNoPatienceHelpsIsReported() {
        KafkaException failure = new KafkaException("not allowed");
        scene.journalTopic.fail(failure);

        assertThat(recover(BULK))
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .withCause(failure);
    }

    @Test
    void aLaneThatWentWhileItsJournalWasReadIsNotBegun() throws Exception {
        Handover.Recovered recovered = recover(BULK, URGENT).get(30, TimeUnit.SECONDS);

        assertThat(recovered.begin(Set.of(URGENT))).isEqualTo(Map.of(URGENT, 0L));
        assertThat(scene.position(BULK)).isNull();
        assertThat(scene.position(URGENT)).isZero();
    }

    @Test
    void whatIsCommittedLetsTheNextOwnerReadWhatAnEarlierOneHadBegun() throws Exception {
        scene.bind();
        scene.begin(BULK);
        take(0, "a");
        scene.storeAll();
        try (IntakeScene next = new IntakeScene("next")) {
            scene.entries().forEach(next.journalTopic::add);
            next.begin(BULK);
            assertThat(next.handover.position(BULK)).isEqualTo(new OffsetAndMetadata(0, "journal=0"));
        }
        scene.acceptAll();
        scene.storeAll();
        assertThat(scene.handover.position(BULK)).isEqualTo(new OffsetAndMetadata(1, "journal=2"));
    }

    @Test
    void whatIsInTheWindowsIsWaitedForAndFinishedBeforeALaneIsReleased() throws Exception {
        scene.bind();
        scene.begin(BULK);
        take(0, "a");
        scene.storeAll();
        assertThat(scene.submitted()).hasSize(1);

        CompletableFuture<Void> done = releaseBulk();
        assertThat(done).isNotDone();
        scene.acceptAll();
        assertThat(done).isNotDone(); // the outcome is not stored
        scene.storeAll();

        assertThat(done).isDone();
        assertThat(scene.journalled()).containsExactly("Submitting a", "Outcome a");
        assertThat(scene.position(BULK)).isEqualTo(1);
    }

    @Test
    void whatIsAnnouncedAndNotSubmittedIsWithdrawnAndLeftToTheNextOwner() throws Exception {
        scene.bind();
        scene.begin(BULK);
        take(0, "a");
        assertThat(scene.journalled()).containsExactly("Submitting a");

        CompletableFuture<Void> done = releaseBulk();
        scene.storeNext();
        assertThat(scene.journalled()).containsExactly("Submitting a", "Withdrawn a");
        assertThat(done).isNotDone();
        scene.storeNext();

        assertThat(done).isDone();
        assertThat(scene.submitted()).isEmpty();
        assertThat(scene.path.ends.all).containsExactly(RequestEnd.RELEASED);
        assertThat(scene.position(BULK)).isZero();
    }

    @Test
    void whatIsTakenAndNotAnnouncedLeavesNoTrace() throws Exception {
        scene.begin(BULK); // no session: nothing is announced
        take(0, "a");

        assertThat(releaseBulk()).isDone();

        assertThat(scene.journal()).isEmpty();
        assertThat(scene.path.ends.all).containsExactly(RequestEnd.RELEASED);
        assertThat(scene.position(BULK)).isZero();
    }

    /** Else the next owner would take the record again, and put the same one aside twice. */
    @Test
    void aDeadLetterIsStoredBeforeItsLaneIsReleased() throws Exception {
        scene.begin(BULK);
        scene.admission.take(IntakeScene.message(BULK, 0, "{\"messageId\":\"a\"}".getBytes(UTF_8)));

        CompletableFuture<Void> done = releaseBulk();
        assertThat(scene.storeNext()).isTrue(); // the dead letter
        assertThat(done).isNotDone();
        assertThat(scene.storeNext()).isTrue(); // the journal's word of it

        assertThat(done).isDone();
        assertThat(scene.journalled()).containsExactly("Ended a");
        assertThat(scene.position(BULK)).isEqualTo(1);
    }

    @Test
    void aRepeatedRequestIsJournalledAsSuchBeforeItsLaneIsReleased() throws Exception {
        scene.begin(BULK, URGENT);
        scene.admission.take(IntakeScene.request(URGENT, 0, "a"));
        scene.admission.take(IntakeScene.request(BULK, 0, "a"));

        CompletableFuture<Void> done =
                scene.handover.release(Set.of(BULK), Set.of()).toCompletableFuture();
        scene.path.run(Duration.ofMillis(100));
        assertThat(done).isNotDone();
        scene.storeAll();

        assertThat(done).isDone();
        assertThat(scene.journalled()).containsExactly("Duplicate a");
        assertThat(scene.position(BULK)).isEqualTo(1);
    }

    @Test
    void theOtherLaneGoesOnWhileOneIsReleased() throws Exception {
        scene.bind();
        scene.begin(BULK, URGENT);
        CompletableFuture<Void> done =
                scene.handover.release(Set.of(BULK), Set.of()).toCompletableFuture();
        scene.acceptAll();
        scene.admission.take(IntakeScene.request(URGENT, 0, "u"));
        scene.storeAll();

        assertThat(done).isDone();
        assertThat(scene.submitted()).containsExactly("text of u");
        assertThat(scene.position(URGENT)).isEqualTo(1);
    }

    @Test
    void whatIsNotAnsweredWhenTheSessionsAreClosedIsInDoubtAndLeftToTheNextOwner() throws Exception {
        scene.bind();
        scene.begin(BULK);
        take(0, "a");
        scene.storeAll();

        CompletableFuture<Void> done = releaseBulk();
        assertThat(scene.path.provider.drains).hasSize(scene.slots().size()).containsOnly(IntakeScene.DRAIN);
        scene.path.provider.down("smpp1");
        scene.path.run(Duration.ZERO);
        assertThat(done).isNotDone(); // that it is in doubt is not stored
        scene.storeAll();

        assertThat(done).isDone();
        assertThat(scene.path.provider.sessions()).isZero();
        assertThat(scene.journalled()).containsExactly("Submitting a", "Outcome a", "Withdrawn a");
        assertThat(scene.path.ends.all).containsExactly(RequestEnd.RELEASED);
        assertThat(scene.position(BULK)).isZero();
    }

    @Test
    void ofALaneThatIsGoneNothingIsSubmittedOrCommitted() throws Exception {
        scene.bind();
        scene.begin(BULK, URGENT);
        take(0, "a");
        scene.storeAll();
        take(1, "b");

        scene.handover.gone(Set.of(BULK), Set.of());
        scene.storeAll();
        scene.acceptAll();
        scene.storeAll();

        assertThat(scene.submitted()).containsExactly("text of a");
        assertThat(scene.position(BULK)).isNull();
        assertThat(scene.position(URGENT)).isZero();
        assertThat(scene.path.ends.all).containsExactly(RequestEnd.RELEASED, RequestEnd.RELEASED);
    }

    @Test
    void slotsThatAreGoneAreUnboundAtOnce() {
        scene.bind();

        scene.handover.gone(Set.of(), scene.slots());
        scene.path.run(Duration.ofMillis(100));

        assertThat(scene.handover.boundSlots()).isEmpty();
        assertThat(scene.path.provider.sessions()).isZero();
        assertThat(scene.path.provider.drains).hasSize(scene.slots().size()).containsOnly(Duration.ZERO);
    }

    @Test
    void aRecoveryIsNotCarriedThroughOnceClosed() {
        scene.journalTopic.silence();
        scene.journalTopic.fail(new TimeoutException("away"));
        CompletableFuture<Handover.Recovered> recovering = recover(BULK);
        scene.handover.close();
        scene.journalTopic.answer();

        await().until(scene.journalTopic::closed);
        assertThat(recovering).isNotDone();
    }

    @Test
    void whatIsTriedAgainAndAgainIsTriedNoMoreOnceClosed() throws Exception {
        scene.journalTopic.fail(new TimeoutException("away"));
        scene.journalTopic.fail(() -> {
            scene.handover.close();
            return new TimeoutException("still away");
        });
        scene.journalTopic.fail(new KafkaException("asked once more"));
        CompletableFuture<Handover.Recovered> recovering = recover(BULK);

        assertThat(scene.reader.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(scene.journalTopic.closed()).isTrue();
        assertThat(recovering).isNotDone();
    }
}

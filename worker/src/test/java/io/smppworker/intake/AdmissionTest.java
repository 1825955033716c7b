package io.smppworker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.message.Verdict;
import io.smppworker.outbound.OutboundScene;
import io.smppworker.outbound.RequestEnd;
import io.smppworker.schemas.RequestPlace;
import io.smppworker.schemas.SubmissionRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What becomes of a record: as seen at the provider, in the journal, among the dead letters, and in what is committed. Long,
 * because it has a test for each kind of record.
 */
class AdmissionTest {
    private static final TopicPartition BULK = IntakeScene.BULK;
    private static final TopicPartition URGENT = IntakeScene.URGENT;

    private final IntakeScene scene = new IntakeScene();

    private enum SecondLane {
        THE_SAME,
        THE_OTHER
    }

    @BeforeEach
    void begin() throws Exception {
        scene.bind();
        scene.begin(BULK, URGENT);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void aRequestIsSubmittedOnceItIsAnnouncedAndFinishedOnceItsOutcomeIsStored() {
        scene.admission.take(IntakeScene.request(BULK, 0, "a"));
        scene.path.run(Duration.ofMillis(100));
        assertThat(scene.journalled()).containsExactly("Submitting a");
        assertThat(scene.submitted()).isEmpty();

        scene.storeNext();
        assertThat(scene.submitted()).containsExactly("text of a");

        scene.acceptAll();
        assertThat(scene.journalled()).containsExactly("Submitting a", "Outcome a");
        assertThat(scene.position(BULK)).isZero();

        scene.storeNext();
        assertThat(scene.position(BULK)).isEqualTo(1);
        assertThat(scene.path.ends.all).containsExactly(RequestEnd.ACCEPTED);
    }

    @Test
    void whatIsCommittedStaysBeforeTheFirstThatHasNotEnded() {
        scene.admission.take(IntakeScene.request(BULK, 0, "a"));
        scene.path.run(Duration.ofMillis(100));
        scene.storeNext();
        scene.admission.take(IntakeScene.request(BULK, 1, "a"));
        scene.storeNext();
        assertThat(scene.journalled()).containsExactly("Submitting a", "Duplicate a");
        assertThat(scene.position(BULK)).isZero();

        scene.acceptAll();
        scene.storeAll();
        assertThat(scene.position(BULK)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void aRepeatedMessageIdIsJournalledAsSuchAndNotSubmitted(SecondLane which) {
        TopicPartition second = which == SecondLane.THE_SAME ? BULK : URGENT;
        long offset = which == SecondLane.THE_SAME ? 1 : 0;
        scene.acceptAll();
        scene.admission.take(IntakeScene.request(BULK, 0, "a"));
        scene.storeAll();

        scene.admission.take(IntakeScene.request(second, offset, "a"));
        scene.path.run(Duration.ofMillis(100));
        assertThat(scene.position(second)).isEqualTo(offset);
        scene.storeAll();

        assertThat(scene.submitted()).containsExactly("text of a");
        assertThat(scene.journalled()).containsExactly("Submitting a", "Outcome a", "Duplicate a");
        assertThat(scene.journal().get(2)).isInstanceOfSatisfying(SubmissionRecord.Duplicate.class, duplicate -> {
            assertThat(new RequestPlace(duplicate.topic(), duplicate.partition(), duplicate.offset()))
                    .isEqualTo(new RequestPlace(second.topic(), second.partition(), offset));
            assertThat(duplicate.of()).isEqualTo(new RequestPlace("bulk", 0, 0));
        });
        assertThat(scene.position(second)).isEqualTo(offset + 1);
        assertThat(scene.path.ends.all).containsExactly(RequestEnd.ACCEPTED, RequestEnd.REPEATED);
    }

    @Test
    void aMessageIdThatComesAgainAfterTheWindowIsSubmittedAgain() {
        scene.acceptAll();
        scene.admission.take(IntakeScene.request(BULK, 0, "a"));
        scene.storeAll();
        scene.path.run(IntakeScene.DEDUP_WINDOW);

        scene.admission.take(IntakeScene.request(BULK, 1, "a"));
        scene.storeAll();

        assertThat(scene.submitted()).containsExactly("text of a", "text of a");
    }

    @Test
    void aMessageIdOfWhichOnlyADeadLetterCameIsFree() {
        scene.acceptAll();
        scene.admission.take(IntakeScene.request(BULK, 0, "a", ",\"receipt\":\"bogus\""));
        scene.admission.take(IntakeScene.request(BULK, 1, "b", ",\"receipt\":\"bogus\""));
        scene.admission.take(IntakeScene.request(BULK, 2, "a"));
        scene.storeAll();

        assertThat(scene.submitted()).containsExactly("text of a");
        assertThat(scene.position(BULK)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "{\"messageId\":", "null", "[]", "{}", "{\"messageId\":7}"})
    void whatHasNoMessageIdIsFinishedWhenItsDeadLetterIsStored(String value) {
        takeUnreadable(value.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aTombstoneIsFinishedWhenItsDeadLetterIsStored() {
        takeUnreadable(null);
    }

    @Test
    void octetsThatAreNoUtf8AreFinishedWhenTheirDeadLetterIsStored() {
        takeUnreadable(new byte[] {'"', (byte) 0xC3, (byte) 0x28, '"'});
    }

    private void takeUnreadable(byte @Nullable [] value) {
        scene.admission.take(IntakeScene.message(BULK, 0, value));
        scene.path.run(Duration.ofMillis(100));
        assertThat(scene.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.value()).isEqualTo(value);
            assertThat(letter.key()).isEqualTo("key".getBytes(StandardCharsets.UTF_8));
            assertThat(letter.headers().lastHeader("mine").value()).containsExactly(1, 2);
            assertThat(header(letter, "topic")).isEqualTo("bulk");
            assertThat(header(letter, "partition")).isEqualTo("0");
            assertThat(header(letter, "offset")).isEqualTo("0");
            assertThat(letter.headers().lastHeader("dead-letter.message-id")).isNull();
        });
        assertThat(scene.position(BULK)).isZero();
        assertThat(scene.underWay.count()).isEqualTo(1);

        scene.storeNext();
        assertThat(scene.position(BULK)).isEqualTo(1);
        assertThat(scene.underWay.count()).isZero();
        assertThat(scene.journal()).isEmpty();
        assertThat(scene.path.ends.all).containsExactly(RequestEnd.REJECTED);
    }

    /** Of the schema, and of what does not fit the provider. */
    @ParameterizedTest
    @ValueSource(strings = {"schema", "too-many-segments", "unencodable"})
    void aDeadLetterWithAMessageIdIsFinishedWhenItsEndIsStoredBehindIt(String reason) {
        String more = switch (reason) {
            case "schema" -> ",\"receipt\":\"bogus\"";
            case "too-many-segments" -> ",\"text\":\"" + "x".repeat(153 * IntakeScene.MAX_SEGMENTS + 1) + "\"";
            default -> ",\"encoding\":\"gsm7\",\"text\":\"\\u4f60\"";
        };
        String text = more.contains("\"text\"") ? "" : ",\"text\":\"hello\"";
        String json = "{\"messageId\":\"a\",\"to\":\"27820000001\"" + text + more + "}";
        scene.admission.take(IntakeScene.message(BULK, 0, json.getBytes(StandardCharsets.UTF_8)));
        scene.path.run(Duration.ofMillis(100));

        assertThat(scene.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(header(letter, "reason")).isEqualTo(reason);
            assertThat(header(letter, "message-id")).isEqualTo("a");
            assertThat(letter.value()).isEqualTo(json.getBytes(StandardCharsets.UTF_8));
        });
        assertThat(scene.journal()).isEmpty();

        scene.storeNext();
        assertThat(scene.journal()).singleElement().isInstanceOfSatisfying(SubmissionRecord.Ended.class, ended -> {
            assertThat(ended.status().name()).isEqualTo(Verdict.Kind.REJECTED.name());
            assertThat(ended.offset()).isZero();
        });
        assertThat(scene.position(BULK)).isZero();

        scene.storeNext();
        assertThat(scene.position(BULK)).isEqualTo(1);
        assertThat(scene.submitted()).isEmpty();
    }

    private static String header(ProducerRecord<byte[], byte[]> letter, String name) {
        Header header = letter.headers().lastHeader("dead-letter." + name);
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    @Test
    void whatHasExpiredIsNotSubmittedAndFinishedWhenItsEndIsStored() {
        String past = OutboundScene.START.minusSeconds(1).toString();
        scene.admission.take(IntakeScene.request(BULK, 0, "a", ",\"expiresAt\":\"" + past + "\""));
        scene.path.run(Duration.ofMillis(100));
        assertThat(scene.journal())
                .singleElement()
                .isInstanceOfSatisfying(
                        SubmissionRecord.Ended.class,
                        ended -> assertThat(ended.status().name()).isEqualTo(Verdict.Kind.EXPIRED.name()));
        assertThat(scene.position(BULK)).isZero();

        scene.storeAll();
        assertThat(scene.position(BULK)).isEqualTo(1);
        assertThat(scene.submitted()).isEmpty();
        assertThat(scene.deadLetters()).isEmpty();
        assertThat(scene.path.ends.all).containsExactly(RequestEnd.EXPIRED);
    }

    @Test
    void aValidityCountsFromTheRecordsTimestamp() {
        scene.path.run(Duration.ofSeconds(61));
        scene.admission.take(IntakeScene.request(BULK, 0, "a", ",\"validity\":\"PT60S\""));
        scene.storeAll();

        assertThat(scene.submitted()).isEmpty();
        assertThat(scene.path.ends.all).containsExactly(RequestEnd.EXPIRED);
    }

    @Test
    void whatAnEarlierOwnerHadFinishedIsNotSubmittedAgainAndNeedsNoRecord() throws Exception {
        scene.acceptAll();
        scene.admission.take(IntakeScene.request(BULK, 0, "a"));
        scene.storeAll();

        try (IntakeScene next = successor()) {
            next.admission.take(IntakeScene.request(BULK, 0, "a"));
            assertThat(next.position(BULK)).isEqualTo(1);
            next.storeAll();
            assertThat(next.submitted()).isEmpty();
            assertThat(next.journal()).isEmpty();
            assertThat(next.path.ends.all).containsExactly(RequestEnd.REPEATED);
        }
    }

    @Test
    void whatAnEarlierOwnerHadBegunAndNotFinishedIsSubmittedAgainAsAPossibleDuplicate() throws Exception {
        scene.admission.take(IntakeScene.request(BULK, 0, "a"));
        scene.storeAll();
        assertThat(scene.submitted()).hasSize(1);

        try (IntakeScene next = successor()) {
            next.acceptAll();
            next.admission.take(IntakeScene.request(BULK, 0, "a"));
            next.storeAll();
            assertThat(next.submitted()).containsExactly("text of a");
            assertThat(next.journal().get(1))
                    .isInstanceOfSatisfying(
                            SubmissionRecord.Outcome.class,
                            outcome -> assertThat(outcome.possibleDuplicate()).isTrue());
            assertThat(next.position(BULK)).isEqualTo(1);
        }
    }

    @Test
    void whatAnEarlierOwnerMayHaveSubmittedIsInDoubtForWhoWantsNoDuplicate() throws Exception {
        String once = ",\"onInDoubt\":\"report\"";
        scene.admission.take(IntakeScene.request(BULK, 0, "a", once));
        scene.storeAll();

        try (IntakeScene next = successor()) {
            next.acceptAll();
            next.admission.take(IntakeScene.request(BULK, 0, "a", once));
            next.storeAll();
            assertThat(next.submitted()).isEmpty();
            assertThat(next.journalled()).containsExactly("Ended a");
            assertThat(next.path.ends.all).containsExactly(RequestEnd.IN_DOUBT);
            assertThat(next.position(BULK)).isEqualTo(1);
        }
    }

    @Test
    void theRestOfALongMessageGoesOnWithTheReferenceThatWasUsed() throws Exception {
        String text = ",\"context\":{\"a\":1}";
        String json = "{\"messageId\":\"a\",\"to\":\"27820000001\",\"text\":\"" + "x".repeat(300) + "\"" + text + "}";
        byte[] value = json.getBytes(StandardCharsets.UTF_8);
        scene.admission.take(IntakeScene.request(BULK, 0, "z"));
        scene.admission.take(IntakeScene.message(BULK, 1, value));
        scene.storeAll();

        try (IntakeScene next = successor()) {
            next.acceptAll();
            next.admission.take(IntakeScene.message(BULK, 1, value));
            next.storeAll();
            assertThat(submittingOf(next).reference())
                    .isNotNull()
                    .isEqualTo(submittingOf(scene).reference());
        }
    }

    /** Another text stands for settings that cut the same one otherwise. */
    private static byte[] ofCharacters(int count, char character) {
        String text = String.valueOf(character).repeat(count);
        String json = "{\"messageId\":\"a\",\"to\":\"27820000001\",\"text\":\"" + text + "\"}";
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aMessageThatIsCutOtherwiseNowIsSentWholeWithAnotherReference() throws Exception {
        scene.admission.take(IntakeScene.request(BULK, 0, "z"));
        scene.admission.take(IntakeScene.message(BULK, 1, ofCharacters(300, 'x')));
        scene.storeAll();

        try (IntakeScene next = successor()) {
            next.acceptAll();
            next.admission.take(IntakeScene.message(BULK, 1, ofCharacters(300, 'y')));
            next.storeAll();
            assertThat(next.submitted()).hasSize(2);
            assertThat(submittingOf(next).reference())
                    .isNotNull()
                    .isNotEqualTo(submittingOf(scene).reference());
        }
    }

    @Test
    void whatCannotBeSentAnyMoreIsADeadLetterInDoubtWhenAnEarlierOwnerMayHaveSentIt() throws Exception {
        scene.admission.take(IntakeScene.message(BULK, 0, ofCharacters(300, 'x')));
        scene.storeAll();

        try (IntakeScene next = successor()) {
            next.admission.take(IntakeScene.message(BULK, 0, ofCharacters(600, 'x')));
            next.storeAll();
            assertThat(next.deadLetters()).hasSize(1);
            assertThat(next.journalled()).containsExactly("Ended a");
            assertThat(next.path.ends.all).containsExactly(RequestEnd.IN_DOUBT);
            assertThat(next.position(BULK)).isEqualTo(1);
        }
    }

    private static SubmissionRecord.Submitting submittingOf(IntakeScene scene) {
        return scene.journal().stream()
                .filter(SubmissionRecord.Submitting.class::isInstance)
                .map(SubmissionRecord.Submitting.class::cast)
                .filter(submitting -> submitting.messageId().equals("a"))
                .findFirst()
                .orElseThrow();
    }

    /** The worker that owns the lanes next, of whose requests no offset was committed; all that was journalled is stored. */
    private IntakeScene successor() throws Exception {
        IntakeScene next = new IntakeScene("next");
        scene.entries().forEach(next.journalTopic::add);
        next.journalTopic.commit(BULK, new OffsetAndMetadata(0));
        next.bind();
        next.begin(BULK, URGENT);
        return next;
    }
}

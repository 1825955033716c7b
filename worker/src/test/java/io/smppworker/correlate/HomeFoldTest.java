package io.smppworker.correlate;

import static io.smppworker.correlate.Entries.accepted;
import static io.smppworker.correlate.Entries.acceptedAgain;
import static io.smppworker.correlate.Entries.duplicate;
import static io.smppworker.correlate.Entries.receipt;
import static io.smppworker.correlate.Entries.refused;
import static io.smppworker.correlate.Entries.submitting;
import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.Receipt.Status;
import io.smppworker.schemas.SendRequest.RegisteredDelivery;
import io.smppworker.schemas.SubmissionRecord;
import io.smppworker.streams.Fold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HomeFoldTest {
    private static final CorrelatorSettings SETTINGS = Settings.defaults();

    private final MessageFold messages = new MessageFold(SETTINGS, new CorrelatorCounters());
    private final HomeFold home = new HomeFold(SETTINGS, messages);
    private final MovedFold away = new MovedFold(messages);
    private final List<Status> reported = new ArrayList<>();
    private final List<IdEvent> atIds = new ArrayList<>();
    private @Nullable MessageHome state;

    private @Nullable Duration journal(SubmissionRecord entry) {
        return take(new MessageEvent.Journalled(entry));
    }

    private @Nullable Duration take(MessageEvent event) {
        Fold.Step<MessageHome, MessageOutcome> step = home.on("m1", state, event);
        state = step.state();
        for (Fold.Emission<MessageOutcome> emission : step.emissions()) {
            if (emission.value() instanceof MessageOutcome.AtId at) {
                assertThat(emission.key()).isEqualTo("a1");
                atIds.add(at.event());
            } else {
                reported.add(
                        ((MessageOutcome.Published) emission.value()).receipt().status());
            }
        }
        return step.keepFor();
    }

    private static MessageEvent.Report delivered() {
        return IdEvent.Reported.of(receipt("A1", Status.DELIVERED, "DELIVRD"))
                .on(Objects.requireNonNull(IdEvent.Accepted.of(accepted("m1", 1, "A1"), 0, SETTINGS)));
    }

    @Test
    void aMessageOfOneSegmentMovesToItsIdAndIsReportedThere() {
        journal(submitting("m1", 1));
        assertThat(journal(accepted("m1", 1, "A1"))).isEqualTo(Settings.REMEMBER_FOR);
        assertThat(reported).containsExactly(Status.ACCEPTED);
        IdEvent.Moved moved = (IdEvent.Moved) atIds.get(0);
        assertThat(moved.owner().journal()).isNull();
        assertThat(Duration.ofMillis(moved.keepMillis())).isEqualTo(Settings.RECEIPT_TIMEOUT);

        Fold.Step<MessageState, Receipt> arrived =
                away.on("m1", null, new IdOutcome.Arrived(moved.state(), Settings.RECEIPT_TIMEOUT));
        assertThat(arrived.keepFor()).isEqualTo(Settings.RECEIPT_TIMEOUT);
        Fold.Step<MessageState, Receipt> end = away.on("m1", arrived.state(), new IdOutcome.Learned(delivered()));
        assertThat(end.emissions())
                .extracting(emission -> emission.value().status())
                .containsExactly(Status.DELIVERED);
        assertThat(end.keepFor()).isEqualTo(Settings.REMEMBER_FOR);
    }

    @Test
    void whatComesAfterItHasMovedIsPassedOn() {
        journal(submitting("m1", 1));
        journal(accepted("m1", 1, "A1"));
        assertThat(journal(accepted("m1", 1, "A1"))).isNull();
        assertThat(journal(duplicate("m1", 20))).isNull();
        take(delivered());
        assertThat(reported).containsExactly(Status.ACCEPTED);
        assertThat(atIds.subList(1, atIds.size()))
                .containsExactly(
                        new IdEvent.Passed("m1", new MessageEvent.Journalled(accepted("m1", 1, "A1"))),
                        new IdEvent.Passed("m1", new MessageEvent.Journalled(duplicate("m1", 20))),
                        new IdEvent.Passed("m1", delivered()));
    }

    @Test
    void withASecondIdItIsKnownForAsLongAsReceiptsOfThatMayCome() {
        journal(submitting("m1", 1));
        journal(accepted("m1", 1, "A1"));
        assertThat(journal(acceptedAgain("m1", 1, "A2"))).isEqualTo(SETTINGS.openKept());
        assertThat(atIds).last().isInstanceOf(IdEvent.Passed.class);
    }

    @Test
    void anotherRequestWithItsIdIsKnownForAsLongAsItMayBeOpen() {
        journal(submitting("m1", 1));
        journal(accepted("m1", 1, "A1"));
        assertThat(journal(submitting("m1", 1, RegisteredDelivery.FINAL, 99))).isEqualTo(SETTINGS.openKept());
        assertThat(journal(refused("m1", 1))).isNull();
        assertThat(atIds).hasSize(3).last().isInstanceOf(IdEvent.Passed.class);
    }

    @Test
    void aMessageOfSeveralSegmentsStays() {
        journal(submitting("m1", 2));
        journal(accepted("m1", 1, "A1"));
        journal(accepted("m1", 2, "A2"));
        assertThat(reported).containsExactly(Status.ACCEPTED);
        assertThat(atIds).isEmpty();
    }

    @Test
    void whatHasNoMoreToReportOrNoIdStays() {
        journal(submitting("m1", 1, RegisteredDelivery.NONE, 7));
        journal(accepted("m1", 1, "A1"));
        state = null;
        journal(submitting("m1", 1));
        journal(accepted("m1", 1, " "));
        state = null;
        journal(submitting("m1", 1));
        journal(refused("m1", 1));
        assertThat(reported).containsExactly(Status.ACCEPTED, Status.ACCEPTED, Status.REJECTED);
        assertThat(atIds).isEmpty();
    }

    @Test
    void whatHasMovedIsForgottenInSilenceAndWhatHasNotIsNot() {
        journal(submitting("m1", 1));
        journal(accepted("m1", 1, "A1"));
        Fold.Step<MessageHome, MessageOutcome> gone =
                home.expired("m1", Objects.requireNonNull(state), Entries.AT.plus(Settings.REMEMBER_FOR));
        assertThat(gone.emissions()).isEmpty();
        assertThat(gone.keepFor()).isNull();

        state = null;
        journal(submitting("m1", 2));
        journal(accepted("m1", 1, "A1"));
        journal(accepted("m1", 2, "A2"));
        assertThat(home.expired("m1", Objects.requireNonNull(state), Entries.AT.plus(Settings.RECEIPT_TIMEOUT))
                        .emissions())
                .hasSize(1);
    }
}

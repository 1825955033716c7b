package io.smppworker.correlate;

import static io.smppworker.correlate.Entries.AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.Receipt.Stage;
import io.smppworker.schemas.Receipt.Status;
import io.smppworker.schemas.SubmissionRecord;
import io.smppworker.streams.Fold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;

/** One message, {@code m1}, and the receipts that its events have led to: what the tests of {@link MessageFold} share. */
abstract class FoldedMessage {
    static final Tuple ACCEPTED = tuple(Stage.SUBMIT, Status.ACCEPTED, false);

    final CorrelatorCounters counters = new CorrelatorCounters();
    final MessageFold fold = new MessageFold(Settings.defaults(), counters);
    final List<Receipt> receipts = new ArrayList<>();

    @Nullable
    MessageState state;

    @Nullable
    Duration keptFor;

    final void journal(SubmissionRecord... entries) {
        for (SubmissionRecord entry : entries) {
            take(new MessageEvent.Journalled(entry));
        }
    }

    final void report(int segment, String smscMessageId, Status status, String rawStatus) {
        report(segment, smscMessageId, status, rawStatus, 30);
    }

    final void report(int segment, String smscMessageId, Status status, String rawStatus, int doneSeconds) {
        take(new MessageEvent.Report(
                segment,
                smscMessageId,
                status,
                rawStatus,
                "017",
                AT.plusSeconds(doneSeconds),
                AT.plusSeconds(40),
                null));
    }

    private void take(MessageEvent event) {
        Fold.Step<MessageState, Receipt> step = fold.on("m1", state, event);
        state = step.state();
        keptFor = step.keepFor();
        step.emissions().forEach(emission -> receipts.add(emission.value()));
    }

    final void assertReceipts(Tuple... expected) {
        assertThat(receipts)
                .extracting(Receipt::stage, Receipt::status, Receipt::isFinal)
                .containsExactly(expected);
    }

    static Tuple delivery(Status status, boolean isFinal) {
        return tuple(Stage.DELIVERY, status, isFinal);
    }

    final void expire() {
        Fold.Step<MessageState, Receipt> step =
                fold.expired("m1", Objects.requireNonNull(state), AT.plus(Duration.ofDays(4)));
        state = step.state();
        keptFor = step.keepFor();
        step.emissions().forEach(emission -> receipts.add(emission.value()));
    }
}

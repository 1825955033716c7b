package io.smppworker.correlate;

import static io.smppworker.correlate.Entries.receipt;
import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.schemas.Receipt.Status;
import io.smppworker.streams.Fold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@link IdFold} where a message has moved to the id: none of its receipts goes to the journal's partition. */
class IdFoldMovedTest {
    private static final IdEvent.Accepted OWNER =
            new IdEvent.Accepted("m1", 2, "A1", null, null, 0, Settings.IDS_KEPT_MILLIS);
    private static final IdEvent ENROUTE = IdEvent.Reported.of(receipt("a1", Status.ENROUTE, "ENROUTE"));
    private static final IdEvent DELIVERED = IdEvent.Reported.of(receipt("a1", Status.DELIVERED, "DELIVRD"));

    private final IdFold fold = new IdFold(Settings.defaults(), new CorrelatorCounters());
    private final List<IdOutcome> here = new ArrayList<>();
    private @Nullable IdState state;

    private @Nullable Duration take(IdEvent event) {
        Fold.Step<IdState, IdOutcome> step = fold.on("a1", state, event);
        state = step.state();
        step.emissions().forEach(emission -> here.add(emission.value()));
        return step.keepFor();
    }

    private static IdEvent.Moved moved() {
        IdEvent.Accepted owner = new IdEvent.Accepted("m1", 2, "A1", null, null, null, Settings.IDS_KEPT_MILLIS);
        return new IdEvent.Moved(owner, MessageState.NEW, Duration.ofHours(7).toMillis());
    }

    private static IdOutcome.Here arrived() {
        return new IdOutcome.Arrived(MessageState.NEW, Duration.ofHours(7));
    }

    private static IdOutcome.Here passed(IdEvent report) {
        return new IdOutcome.Learned(((IdEvent.Reported) report).on(OWNER));
    }

    @Test
    void receiptsOfAMessageThatHasMovedStayHere() {
        take(OWNER);
        take(moved());
        take(DELIVERED);
        assertThat(here).containsExactly(arrived(), passed(DELIVERED));
    }

    @Test
    void aMessageArrivesBeforeTheReceiptsThatWaitedForIt() {
        take(DELIVERED);
        assertThat(take(moved())).isEqualTo(Settings.REMEMBER_FOR);
        assertThat(take(OWNER)).isNull();
        take(ENROUTE);
        assertThat(here).containsExactly(arrived(), passed(DELIVERED), passed(ENROUTE));
    }

    @Test
    void whatIsPassedOnToAMessageLeavesNothingBehindAtAnIdThatIsForgotten() {
        IdEvent.Passed late = new IdEvent.Passed("m1", ((IdEvent.Reported) DELIVERED).on(OWNER));
        assertThat(take(late)).isEqualTo(Duration.ZERO);
        assertThat(here).containsExactly(passed(DELIVERED));
        assertThat(fold.expired("a1", Objects.requireNonNull(state), Entries.AT).keepFor())
                .isNull();
    }
}

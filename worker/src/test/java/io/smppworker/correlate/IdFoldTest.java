package io.smppworker.correlate;

import static io.smppworker.correlate.Entries.receipt;
import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.correlate.IdOutcome.Matched;
import io.smppworker.correlate.IdOutcome.Unmatched;
import io.smppworker.schemas.Receipt.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IdFoldTest {
    private static final IdEvent.Accepted OWNER = new IdEvent.Accepted("m1", 2, "A1");
    private static final IdEvent ENROUTE = IdEvent.Reported.of(receipt("a1", Status.ENROUTE, "ENROUTE"));
    private static final IdEvent DELIVERED = IdEvent.Reported.of(receipt("a1", Status.DELIVERED, "DELIVRD"));

    private final CorrelatorCounters counters = new CorrelatorCounters();
    private final IdFold fold = new IdFold(Settings.defaults(), counters);
    private final List<String> matched = new ArrayList<>();
    private @Nullable IdState state;

    private @Nullable Duration take(IdEvent event) {
        Fold.Step<IdState, IdOutcome> step = fold.on("a1", state, event);
        state = step.state();
        for (Fold.Emission<IdOutcome> emission : step.emissions()) {
            MessageEvent.Report report = ((Matched) emission.value()).report();
            assertThat(report.smscMessageId()).isEqualTo("A1");
            matched.add(emission.key() + "/" + report.segment() + " " + report.rawStatus());
        }
        return step.keepFor();
    }

    @Test
    void aReceiptFindsTheSegmentThatHasItsId() {
        assertThat(take(OWNER)).isEqualTo(Settings.defaults().idsKept());
        assertThat(take(DELIVERED)).isEqualTo(Settings.REMEMBER_FOR);
        assertThat(matched).containsExactly("m1/2 DELIVRD");
    }

    @Test
    void earlyReceiptsWaitAndKeepTheirOrder() {
        assertThat(take(ENROUTE)).isEqualTo(Settings.UNMATCHED_AFTER);
        assertThat(take(DELIVERED)).isNull();
        assertThat(take(DELIVERED)).isNull();
        assertThat(matched).isEmpty();

        assertThat(take(OWNER)).isEqualTo(Settings.REMEMBER_FOR);
        assertThat(matched).containsExactly("m1/2 ENROUTE", "m1/2 DELIVRD");
    }

    @Test
    void theSameOwnerTwiceChangesNothing() {
        take(OWNER);
        take(DELIVERED);
        IdState before = state;
        assertThat(take(OWNER)).isNull();
        assertThat(state).isEqualTo(before);
    }

    @Test
    void anIdGivenTwiceBelongsToItsNewestOwner() {
        take(OWNER);
        take(new IdEvent.Accepted("m9", 1, "A1"));
        take(DELIVERED);
        assertThat(matched).containsExactly("m9/1 DELIVRD");
    }

    @Test
    void whatWaitedInVainIsUnmatched() {
        take(ENROUTE);
        take(DELIVERED);
        assertThat(fold.expired("a1", Objects.requireNonNull(state), Entries.AT).emissions())
                .extracting(emission -> ((Unmatched) emission.value()).receipt().status())
                .containsExactly(Status.ENROUTE, Status.DELIVERED);
    }

    @Test
    void anOwnerIsForgottenWithoutAWord() {
        take(OWNER);
        assertThat(fold.expired("a1", Objects.requireNonNull(state), Entries.AT).emissions())
                .isEmpty();
    }

    @Test
    void theStateSurvivesItsStoredForm() {
        take(ENROUTE);
        RecordForm<IdState> form = RecordForm.compact(IdState.class);
        byte[] stored = form.write(Objects.requireNonNull(state));
        assertThat(form.read(stored, 0, stored.length)).isEqualTo(state);
    }
}

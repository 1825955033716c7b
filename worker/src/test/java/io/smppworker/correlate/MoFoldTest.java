package io.smppworker.correlate;

import static io.smppworker.correlate.Entries.part;
import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.schemas.DeliveryRecord;
import io.smppworker.schemas.Inbound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MoFoldTest {
    private final MoFold fold = new MoFold(Duration.ofMinutes(10));
    private final List<Inbound> published = new ArrayList<>();
    private @Nullable MoState state;

    private void take(DeliveryRecord delivery) {
        Fold.Step<MoState, Inbound> step = fold.on("key", state, delivery);
        state = step.state();
        step.emissions().forEach(emission -> published.add(emission.value()));
    }

    @Test
    void partsAreJoinedOnceWhateverTheirOrder() {
        take(part("d3", 9, 3, 3, "c"));
        take(part("d1", 9, 1, 3, "a"));
        take(part("d1-again", 9, 1, 3, "a"));
        assertThat(published).isEmpty();

        take(part("d2", 9, 2, 3, "b"));
        take(part("d2-again", 9, 2, 3, "b"));
        assertThat(published).extracting(Inbound::text).containsExactly("abc");
        assertThat(published.get(0).inboundId()).isEqualTo("d3");
        assertThat(fold.expired("key", Objects.requireNonNull(state), Entries.AT)
                        .emissions())
                .isEmpty();
    }

    @Test
    void aReferenceUsedAgainStartsAnotherMessageAndLosesNothing() {
        take(part("d1", 9, 1, 2, "first"));
        take(part("d2", 9, 1, 2, "second "));
        take(part("d3", 9, 2, 2, "whole"));
        assertThat(published).extracting(Inbound::text).containsExactly("first", "second whole");
        assertThat(published).extracting(Inbound::complete).containsExactly(false, true);
    }

    @Test
    void aReferenceUsedAgainAfterAWholeMessageIsAnotherMessage() {
        take(part("d1", 9, 1, 2, "a"));
        take(part("d2", 9, 2, 2, "b"));
        take(part("d3", 9, 1, 2, "c"));
        take(part("d4", 9, 2, 2, "d"));
        assertThat(published).extracting(Inbound::text).containsExactly("ab", "cd");
    }

    @Test
    void partsOfDifferentSendersReferencesAndTotalsStayApart() {
        assertThat(List.of(
                        MoFold.key(part("d", 9, 1, 2, "a")),
                        MoFold.key(part("d", 8, 1, 2, "a")),
                        MoFold.key(part("d", 9, 1, 3, "a"))))
                .doesNotHaveDuplicates();
        assertThat(MoFold.key(part("d", 9, 1, 2, "a"))).isEqualTo(MoFold.key(part("e", 9, 2, 2, "b")));
    }
}

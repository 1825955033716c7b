package io.smppworker.correlate;

import static io.smppworker.correlate.Entries.part;
import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.message.TextSettings;
import io.smppworker.schemas.DeliveryRecord;
import io.smppworker.schemas.Inbound;
import io.smppworker.schemas.Ports;
import io.smppworker.streams.Fold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MoFoldTest {
    private final MoFold fold = new MoFold(Duration.ofHours(1), TextSettings.DEFAULT);
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

    @Test
    void anEightBitReferenceIsNotTheSixteenBitOneOfTheSameValue() {
        DeliveryRecord narrow = part("d1", 0x40, 0, "050003090201" + "41");
        DeliveryRecord wide = part("d2", 0x40, 0, "06080400090202" + "42");
        assertThat(MoFold.key(narrow)).isNotEqualTo(MoFold.key(wide));
    }

    @Test
    void aCharacterCutBetweenTwoPartsIsWholeAgain() {
        take(part("d2", 0x40, 0, "050003090202" + "6521")); // septet of € without its escape
        take(part("d1", 0x40, 0, "050003090201" + "41201b"));
        assertThat(published).extracting(Inbound::text).containsExactly("A €!");
    }

    @Test
    void aSurrogatePairCutBetweenTwoPartsIsWholeAgain() {
        take(part("d1", 0x40, 8, "050003090201" + "0041d83d"));
        take(part("d2", 0x40, 8, "050003090202" + "de000042"));
        assertThat(published).extracting(Inbound::text).containsExactly("A😀B");
        assertThat(published).extracting(Inbound::binary).containsOnlyNulls();
    }

    @Test
    void whatCameOfAMessageIsPublishedInOrderWithoutHalfCharacters() {
        take(part("d4", 0x40, 8, "050003090404" + "de000044"));
        take(part("d1", 0x40, 8, "050003090401" + "0041"));
        take(part("d2", 0x40, 8, "050003090402" + "0042d83d"));
        List<Fold.Emission<Inbound>> late =
                fold.expired("key", Objects.requireNonNull(state), Entries.AT).emissions();
        assertThat(late).singleElement().satisfies(emission -> {
            assertThat(emission.value().text()).isEqualTo("ABD");
            assertThat(emission.value().parts()).isEqualTo(4);
            assertThat(emission.value().complete()).isFalse();
        });
    }

    @Test
    void octetsOfPartsAreJoinedAndTheirPortsKept() {
        take(part("d2", 0x40, 4, "0b0504158200000003090202" + "ff"));
        take(part("d1", 0x40, 4, "0b0504158200000003090201" + "00"));
        assertThat(published).extracting(Inbound::binary).containsExactly("00ff");
        assertThat(published).extracting(Inbound::ports).containsExactly(new Ports(0x1582, 0));
    }

    @Test
    void aPartThatIsNoTextMakesOctetsOfAll() {
        take(part("d1", 0x40, 0, "050003090201" + "41"));
        take(part("d2", 0x40, 0, "050003090202" + "ff"));
        assertThat(published).extracting(Inbound::binary).containsExactly("41ff");
    }

    @Test
    void partsOfTwoCodingsAreTextWhenEachIs() {
        take(part("d1", 0x40, 0, "050003090201" + "41"));
        take(part("d2", 0x40, 8, "050003090202" + "0451"));
        assertThat(published).extracting(Inbound::text).containsExactly("Aё");
    }

    @Test
    void partsOfTwoCodingsOfWhichOneIsNoTextAreOctets() {
        take(part("d1", 0x40, 0, "050003090201" + "41"));
        take(part("d2", 0x40, 4, "050003090202" + "1b65"));
        assertThat(published).extracting(Inbound::binary).containsExactly("411b65");
    }

    @Test
    void aWholeMessageIsNotRememberedAsLongAsAnIncompleteOneIsWaitedFor() {
        assertThat(fold.on("key", null, part("d1", 9, 1, 2, "a")).keepFor()).isEqualTo(Duration.ofHours(1));
        take(part("d1", 9, 1, 2, "a"));
        assertThat(fold.on("key", state, part("d2", 9, 2, 2, "b")).keepFor()).isEqualTo(MoFold.REMEMBER_WHOLE);
    }
}

package io.smppworker.streams;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemberNameTest {
    private static final String THREAD = "0b5c1c9e-7d5c-4b1a-9a53-0d2a3a1f6c11-1";

    @Test
    void aMembersNameShowsItsTransactionalId() {
        String name = MemberName.of("w1-correlator-StreamThread-1-consumer", "app", "app-" + THREAD);

        assertThat(name).startsWith("w1-correlator-StreamThread-1-consumer");
        assertThat(MemberName.transactionalId(name, "app")).contains("app-" + THREAD);
    }

    @Test
    void aNameWithTheMarkInItIsRead() {
        String name = MemberName.of("w@1-consumer", "app", "app-" + THREAD);

        assertThat(MemberName.transactionalId(name, "app")).contains("app-" + THREAD);
    }

    @Test
    void aMemberThatDoesNotSayHasNone() {
        assertThat(MemberName.transactionalId("w1-correlator-StreamThread-1-consumer", "app"))
                .isEmpty();
        assertThat(MemberName.transactionalId("w@1", "app")).isEmpty();
    }

    @Test
    void aTransactionalIdOfAnotherMakingIsNotPutIntoAName() {
        assertThat(MemberName.of("w1-consumer", "app", "other-" + THREAD)).isEqualTo("w1-consumer");
    }

    @Test
    void anApplicationWithALongerNameIsAnother() {
        assertThat(MemberName.isOf("app", "app-" + THREAD)).isTrue();
        assertThat(MemberName.isOf("app", "app-2-" + THREAD)).isFalse();
        assertThat(MemberName.isOf("app", "app-producer")).isFalse();
        assertThat(MemberName.isOf("app", "app")).isFalse();
    }
}

package io.smppworker.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.smpp.SessionTimers.Due;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The session's timers in virtual time. */
class SessionTimersTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    /** Close to the wrap of a nanosecond clock, which has no meaningful zero. */
    private static final long START = Long.MAX_VALUE - 40 * SECOND;

    private final SessionTimers timers = new SessionTimers(Duration.ofSeconds(30), Duration.ofSeconds(10), START);

    private Due at(long seconds) {
        return at(seconds, 0);
    }

    private Due at(long seconds, int undecided) {
        return timers.due(START + seconds * SECOND, undecided);
    }

    @Test
    void anEnquireLinkIsDueOncePerInterval() {
        assertThat(at(29)).isEqualTo(Due.NOTHING);
        assertThat(at(30)).isEqualTo(Due.ENQUIRE_LINK);
        assertThat(at(31)).isEqualTo(Due.NOTHING);
        timers.enquireLinkAnswered(START + 32 * SECOND);
        assertThat(at(61)).isEqualTo(Due.NOTHING);
        assertThat(at(62)).isEqualTo(Due.ENQUIRE_LINK);
    }

    @Test
    void anEnquireLinkWithoutAnAnswerGivesTheServerUp() {
        assertThat(at(30)).isEqualTo(Due.ENQUIRE_LINK);
        assertThat(at(39)).isEqualTo(Due.NOTHING);
        assertThat(at(40)).isEqualTo(Due.ENQUIRE_LINK_UNANSWERED);
    }

    @Test
    void anAnswerToNoEnquiryMovesNothing() {
        timers.enquireLinkAnswered(START + 20 * SECOND);
        assertThat(at(30)).isEqualTo(Due.ENQUIRE_LINK);
    }

    @Test
    void aDrainEndsWhenEverythingIsDecided() {
        timers.drain(Duration.ofSeconds(5), START);
        assertThat(at(1, 3)).isEqualTo(Due.NOTHING);
        assertThat(at(2, 0)).isEqualTo(Due.UNBIND);
        assertThat(at(11)).isEqualTo(Due.NOTHING);
        assertThat(at(12)).isEqualTo(Due.UNBIND_UNANSWERED);
    }

    @Test
    void aDrainEndsWhenItsTimeIsOver() {
        timers.drain(Duration.ofSeconds(5), START);
        assertThat(at(4, 3)).isEqualTo(Due.NOTHING);
        assertThat(at(5, 3)).isEqualTo(Due.UNBIND);
    }

    @Test
    void aSecondDrainDoesNotStartAgain() {
        timers.drain(Duration.ofSeconds(5), START);
        timers.drain(Duration.ofSeconds(50), START + SECOND);
        assertThat(at(5, 3)).isEqualTo(Due.UNBIND);
        timers.drain(Duration.ofSeconds(50), START + 6 * SECOND);
        assertThat(at(15, 3)).isEqualTo(Due.UNBIND_UNANSWERED);
    }

    @Test
    void enquireLinkGoesOnWhileDraining() {
        timers.drain(Duration.ofSeconds(60), START);
        assertThat(at(30, 1)).isEqualTo(Due.ENQUIRE_LINK);
    }
}

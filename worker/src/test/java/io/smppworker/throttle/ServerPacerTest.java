package io.smppworker.throttle;

import static io.smppworker.throttle.VirtualTime.MILLI;
import static io.smppworker.throttle.VirtualTime.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ServerPacerTest {
    private static final long GUARD = MILLI;
    private static final long START = 77 * SECOND;
    private static final long READY = START + SECOND + GUARD;

    private final ServerPacer pacer = new ServerPacer();

    @Test
    void withoutASlotNothingMayBeSent() {
        assertThat(pacer.nextSendNanos(START)).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> pacer.send(START)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aReceiversSlotGivesNoPermit() {
        pacer.gain(0, 0, START);

        assertThat(pacer.nextSendNanos(READY + SECOND)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aSlotJustGainedSendsNothingForASecond() {
        pacer.gain(0, 12, START);

        assertThat(pacer.quota(READY - 1)).isZero();
        assertThat(pacer.nextSendNanos(START)).isEqualTo(READY);
        assertThat(pacer.nextSendNanos(READY)).isLessThanOrEqualTo(READY);
        assertThat(pacer.quota(READY)).isEqualTo(12);
    }

    @Test
    void gainingASlotThatIsHeldDoesNotStopIt() {
        pacer.gain(0, 12, START);
        pacer.gain(0, 12, READY);

        assertThat(pacer.quota(READY)).isEqualTo(12);
    }

    @Test
    void aSlotLostIsGoneAtOnceAndWaitsAgainWhenRegained() {
        pacer.gain(0, 12, START);
        pacer.gain(4, 13, START);
        assertThat(pacer.quota(READY)).isEqualTo(25);

        pacer.lose(4, READY);
        assertThat(pacer.quota(READY)).isEqualTo(12);

        pacer.gain(4, 13, READY);
        assertThat(pacer.quota(READY)).isEqualTo(12);
        assertThat(pacer.quota(READY + SECOND + GUARD)).isEqualTo(25);
    }

    @Test
    void theMessageAfterAQuotaWaitsASecondAndTheGuardFromTheFirstAnswer() {
        pacer.gain(0, 2, START);
        long first = pacer.send(READY);
        pacer.send(READY + 500 * MILLI);
        assertThat(pacer.nextSendNanos(READY + 501 * MILLI)).isEqualTo(Long.MAX_VALUE);

        pacer.answered(first, READY + 600 * MILLI);

        assertThat(pacer.nextSendNanos(READY + 600 * MILLI)).isEqualTo(READY + 600 * MILLI + SECOND + GUARD);
    }

    @Test
    void onceRoundTripsAreKnownTheAnswersOwnTimeIsNotPaidFor() {
        pacer.gain(0, 1, START);
        long now = READY;
        for (int message = 0; message < 20; message++) {
            now = Math.max(now, pacer.nextSendNanos(now));
            long ticket = pacer.send(now);
            now += 300 * MILLI;
            pacer.answered(ticket, now);
        }

        assertThat(pacer.nextSendNanos(now)).isEqualTo(now - 300 * MILLI + SECOND + GUARD);
    }

    @Test
    void anAnswerThatIsLaterThanUsualCountsAsALateArrival() {
        pacer.gain(0, 1, START);
        long now = READY;
        for (int message = 0; message < 20; message++) {
            now = Math.max(now, pacer.nextSendNanos(now));
            long ticket = pacer.send(now);
            now += 10 * MILLI;
            pacer.answered(ticket, now);
        }
        now = pacer.nextSendNanos(now);
        long late = pacer.send(now);
        pacer.answered(late, now + 210 * MILLI);

        long usual = now + SECOND + GUARD;
        assertThat(pacer.nextSendNanos(now + 210 * MILLI)).isBetween(usual + 200 * MILLI, usual + 210 * MILLI);
    }

    @Test
    void aMessageLostWithItsSessionHoldsItsPermitASecondFromThen() {
        pacer.gain(0, 1, START);
        long ticket = pacer.send(READY);

        pacer.lost(ticket, READY + 200 * MILLI);

        assertThat(pacer.nextSendNanos(READY + 200 * MILLI)).isEqualTo(READY + 200 * MILLI + SECOND + GUARD);
    }

    @Test
    void aMessageThatNeverLeftGivesItsPermitBack() {
        pacer.gain(0, 1, START);
        long ticket = pacer.send(READY);

        pacer.cancelled(ticket);

        assertThat(pacer.nextSendNanos(READY)).isLessThan(READY + SECOND);
        assertThatThrownBy(() -> pacer.cancelled(ticket)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void moreEndsThanMessagesAreAMistakeOfTheCaller() {
        pacer.gain(0, 1, START);
        long ticket = pacer.send(READY);
        pacer.answered(ticket, READY + MILLI);

        assertThatThrownBy(() -> pacer.answered(ticket, READY + 2 * MILLI)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void messagesAreSpacedBySixTenthsOfAnEvenIntervalAtLeast() {
        pacer.gain(0, 10, START);
        pacer.send(READY);
        assertThat(pacer.nextSendNanos(READY)).isEqualTo(READY + 55 * MILLI);

        pacer.send(READY + 55 * MILLI);
        assertThat(pacer.nextSendNanos(READY + 55 * MILLI)).isEqualTo(READY + 115 * MILLI);
    }

    @Test
    void oneRefusalTakesOnePermitAndWidensTheGuard() {
        pacer.gain(0, 12, START);
        long ticket = pacer.send(READY);
        pacer.answered(ticket, READY + MILLI);
        pacer.throttled(READY + MILLI);

        assertThat(pacer.usable(READY + MILLI)).isEqualTo(11);
        assertThat(pacer.quota(READY + MILLI)).isEqualTo(12);
        assertThat(pacer.nextSendNanos(READY + MILLI)).isLessThan(READY + 100 * MILLI);
        assertThat(pacer.usable(READY + 4 * SECOND)).isEqualTo(12);
    }

    @Test
    void refusalsOfOneSecondHalveTheRateAtMostAndPauseTheServer() {
        pacer.gain(0, 12, START);
        for (int refusal = 0; refusal < 30; refusal++) {
            pacer.throttled(READY + refusal * MILLI);
        }

        assertThat(pacer.usable(READY + 30 * MILLI)).isEqualTo(6);
        assertThat(pacer.nextSendNanos(READY + 30 * MILLI)).isEqualTo(READY + 29 * MILLI + SECOND);
        assertThat(pacer.usable(READY + 26 * SECOND)).isEqualTo(12);
    }

    @Test
    void thePermitsSentInTheLastSecondAreReported() {
        pacer.gain(0, 10, START);
        pacer.send(READY);
        pacer.send(READY + 100 * MILLI);

        assertThat(pacer.sentInLastSecond(READY + 100 * MILLI)).isEqualTo(2);
        assertThat(pacer.sentInLastSecond(READY + SECOND)).isEqualTo(1);
        assertThat(pacer.sentInLastSecond(READY + 2 * SECOND)).isZero();
    }
}

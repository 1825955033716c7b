package io.smppworker.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.message.CommandStatus;
import io.smppworker.message.SubmitOutcome;
import io.smppworker.smpp.BindOutcome;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the answers of a server make of a session, in virtual time. */
class ServerPoolTest {
    private static final SubmitOutcome ACCEPTED = new SubmitOutcome.Accepted("17");
    private static final SubmitOutcome ACCOUNT_REFUSED = new SubmitOutcome.Refused(CommandStatus.ESME_RINVSYSID);

    private final PoolScene scene = new PoolScene(1);
    private final PoolScene.Recorded recorded = new PoolScene.Recorded();

    /** One slot, bound, its first second over. */
    private void bindOneSlot() {
        scene.pools.gain(0, scene.now());
        scene.run(Duration.ofSeconds(2));
        assertThat(scene.openLinks()).hasSize(1);
    }

    private String alarm() {
        return scene.pools.status(scene.now()).stream()
                .map(ServerPools.ServerStatus::alarm)
                .filter(alarm -> !alarm.isEmpty())
                .findFirst()
                .orElse("");
    }

    @Test
    void aSlotThatTheAccountDoesNotHaveIsLeftAlone() {
        bindOneSlot();
        scene.pools.gain(PoolScene.SLOTS, scene.now());
        scene.run(Duration.ofSeconds(2));
        assertThat(scene.openLinks()).hasSize(1);
        assertThat(scene.pools
                        .release(Set.of(PoolScene.SLOTS), Duration.ZERO, scene.now())
                        .toCompletableFuture())
                .isCompleted();
        assertThat(scene.openLinks()).hasSize(1);
    }

    @Test
    void aSlotThatComesBackWhileItsOldSessionIsEndingIsBoundWhenThatHasEnded() {
        bindOneSlot();
        ScriptedLink old = scene.submit(recorded);
        var released = scene.pools.release(Set.of(0), Duration.ofSeconds(5), scene.now());
        scene.pools.gain(0, scene.now());
        scene.run(Duration.ofSeconds(1));
        assertThat(scene.openLinks()).isEmpty();

        old.answer(ACCEPTED);
        scene.run(Duration.ofSeconds(1));
        assertThat(released.toCompletableFuture()).isCompleted();
        assertThat(scene.openLinks()).hasSize(1);
        assertThat(scene.pools.boundSlots(Set.of())).containsExactly(0);
    }

    @Test
    void aSlotThatComesBackAndGoesAgainWhileItsOldSessionIsEndingIsNotBound() {
        bindOneSlot();
        ScriptedLink old = scene.submit(recorded);
        scene.pools.release(Set.of(0), Duration.ofSeconds(5), scene.now());
        scene.pools.gain(0, scene.now());
        scene.pools.release(Set.of(0), Duration.ZERO, scene.now());

        old.answer(ACCEPTED);
        scene.run(Duration.ofSeconds(1));
        assertThat(scene.openLinks()).isEmpty();
        assertThat(scene.pools.boundSlots(Set.of())).isEmpty();
    }

    @Test
    void theBoundSlotsAreThoseWithASession() {
        scene.gainAll();
        assertThat(scene.pools.boundSlots(Set.of())).isEmpty();
        scene.run(Duration.ofSeconds(2));
        Set<Integer> bound = scene.pools.boundSlots(Set.of());
        assertThat(bound).hasSize(PoolScene.SLOTS);
        assertThat(scene.pools.boundSlots(bound)).isSameAs(bound);

        scene.loseEverySession();
        scene.unreachable();
        scene.run(Duration.ZERO);
        assertThat(scene.pools.boundSlots(bound)).isEmpty();
    }

    @Test
    void aSubmitSmOverASessionThatClosesAtThatMomentIsNotSent() {
        bindOneSlot();
        ScriptedLink session = scene.openLinks().get(0);
        scene.submit(recorded, session::closing);
        scene.run(Duration.ZERO);

        assertThat(recorded.settled).containsExactly(new SubmitOutcome.NotSent("the session is not open"));
        assertThat(scene.pools.servers()).noneMatch(server -> server.nextSendNanos(scene.now()) <= scene.now());
    }

    @Test
    void aLateResponseIsReportedAfterTheDoubtAndThePaceIsKept() {
        bindOneSlot();
        ScriptedLink session = scene.submit(recorded);
        session.answerNotInTime();
        scene.run(Duration.ZERO);
        assertThat(recorded.settled).containsExactly(new SubmitOutcome.InDoubt("response timeout"));
        assertThat(recorded.late).isEmpty();

        session.answerLate(ACCEPTED);
        assertThat(recorded.late).isEmpty(); // reported on the dispatcher's thread, not on the session's
        scene.run(Duration.ofSeconds(1));
        assertThat(recorded.late).containsExactly(ACCEPTED);
        assertThat(recorded.settled).hasSize(1);
    }

    @Test
    void aSubmitSmRefusedForTheAccountEndsTheSessionWithoutDoubtAboutTheOthers() {
        bindOneSlot();
        PoolScene.Recorded other = new PoolScene.Recorded();
        ScriptedLink session = scene.submit(recorded);
        scene.run(Duration.ofSeconds(1));
        scene.submit(other);

        session.answer(ACCOUNT_REFUSED);
        scene.run(Duration.ofMillis(10));
        assertThat(session.isOpen()).isFalse();
        assertThat(alarm()).contains("ESME_RINVSYSID");

        session.answer(ACCEPTED);
        scene.run(Duration.ofSeconds(4));
        assertThat(other.settled).containsExactly(ACCEPTED);
        assertThat(scene.openLinks()).hasSize(1).doesNotContain(session);
    }

    @Test
    void anAccountRefusedAgainAfterABindWaitsForMinutesAndTheAlarmStays() {
        bindOneSlot();
        scene.submit(recorded).answer(ACCOUNT_REFUSED);
        scene.run(Duration.ofSeconds(4));
        assertThat(scene.openLinks()).hasSize(1);
        assertThat(alarm()).contains("account refused");

        scene.submit(recorded).answer(ACCOUNT_REFUSED);
        scene.run(Duration.ofSeconds(29));
        assertThat(scene.openLinks()).isEmpty();
        scene.run(Duration.ofMinutes(5));
        assertThat(scene.openLinks()).hasSize(1);
        assertThat(alarm()).contains("account refused");

        scene.submit(recorded).answer(ACCEPTED);
        scene.run(Duration.ZERO);
        assertThat(alarm()).isEmpty();
    }

    @Test
    void aBindRefusedForTheAccountRaisesTheAlarmUntilOneIsTaken() {
        scene.refuse(new BindOutcome.Refused(CommandStatus.ESME_RINVPASWD));
        scene.pools.gain(0, scene.now());
        scene.run(Duration.ofSeconds(29));
        assertThat(scene.attempts).hasSize(1);
        assertThat(alarm()).contains("ESME_RINVPASWD");

        scene.reachable();
        scene.run(Duration.ofMinutes(5));
        assertThat(scene.openLinks()).hasSize(1);
        assertThat(alarm()).isEmpty();
    }

    /** Reported in /status with name and number, and classed: by the table, or as the account has it. */
    @ParameterizedTest
    @CsvSource({
        "0x0E, ESME_RINVPASWD 0x0000000E, account refused: ESME_RINVPASWD 0x0000000E to a bind",
        "0x05, ESME_RALYBND 0x00000005, ''",
        "0x58, ESME_RTHROTTLED 0x00000058, ''",
        "0x08, ESME_RSYSERR 0x00000008, ''",
        "0x03, ESME_RINVCMDID 0x00000003, bind refused: ESME_RINVCMDID 0x00000003",
        "0x040B, VENDOR 0x0000040B, ''"
    })
    void aRefusedBindIsReportedWithItsStatus(String status, String inWords, String alarm) {
        scene.refuse(new BindOutcome.Refused(Integer.decode(status)));
        scene.pools.gain(0, scene.now());
        scene.run(Duration.ofMinutes(1));
        ServerPools.ServerStatus server = scene.pools.status(scene.now()).stream()
                .filter(one -> !one.slots().isEmpty())
                .findFirst()
                .orElseThrow();
        assertThat(server.slots().get(0).problem()).isEqualTo("bind refused: " + inWords);
        assertThat(server.alarm()).isEqualTo(alarm);

        scene.reachable();
        scene.run(Duration.ofMinutes(5));
        assertThat(scene.openLinks()).hasSize(1);
        assertThat(alarm()).isEmpty();
    }

    @Test
    void aSessionThatTheServerDoesNotKnowIsBoundAnewWithoutAnAlarm() {
        bindOneSlot();
        ScriptedLink session = scene.submit(recorded);
        session.answer(new SubmitOutcome.Refused(CommandStatus.ESME_RINVBNDSTS));
        scene.run(Duration.ofSeconds(4));
        assertThat(scene.openLinks()).hasSize(1).doesNotContain(session);
        assertThat(alarm()).isEmpty();
    }
}

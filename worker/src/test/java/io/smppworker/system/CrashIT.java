package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.provider.SessionInfo;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker that dies or freezes at full rate: what the provider sees of it, and what the receipts say. */
class CrashIT {
    private static final Logger LOG = LoggerFactory.getLogger(CrashIT.class);
    private static final int WINDOW = 10;
    private static final int ESME_RALYBND = 0x05;
    private static final Duration WRITTEN = Duration.ofSeconds(1);

    /** Answers that take a while keep the windows in use. */
    private static ProviderConfig slowToAnswer() {
        return ProviderConfig.defaults().withResponseDelay(Duration.ofMillis(150));
    }

    @Test
    void aKilledWorkerLeavesNoMoreDuplicatesThanItsWindowsHeldAndEachIsDeclared() {
        try (Scene scene = new Scene(slowToAnswer())) {
            scene.start("w1");
            scene.start("w2");
            scene.awaitAllSlotsHeldBy("w1", "w2");
            List<SessionInfo> held;
            long killedNanos;
            long againNanos;
            try (Backlog backlog = new Backlog(scene, "kill")) {
                scene.awaitRate(Scene.WHOLE_RATE);
                held = sessionsOf(scene, "w1");
                killedNanos = System.nanoTime();
                scene.kill("w1");
                scene.awaitAllSlotsHeldBy(Duration.ofMinutes(2), "w2");
                againNanos = System.nanoTime();
                scene.awaitRate(Scene.WHOLE_RATE);
            }
            scene.awaitFinalReceipts(Duration.ofMinutes(2));

            long duplicates = scene.provider.summary().duplicateAcceptances();
            LOG.info(
                    "killed at full rate with {} binds: {} duplicates; all slots bound elsewhere after {} ms",
                    held.size(),
                    duplicates,
                    (againNanos - killedNanos) / 1_000_000);
            assertThat(duplicates).isLessThanOrEqualTo((long) held.size() * WINDOW);
            scene.assertEveryRequestAcceptedAndDelivered();
            scene.assertEveryDuplicateDeclared();
            scene.assertLimitsHeld();
        }
    }

    @Test
    void aWorkerFrozenForLongerThanItsSessionBeginsNoWriteOnItsOldSessionsWhenItWakes() {
        try (Scene scene = new Scene(slowToAnswer())) {
            scene.start("w1");
            scene.start("w2");
            scene.awaitAllSlotsHeldBy("w1", "w2");
            scene.sendMany("freeze", 4_500);
            scene.awaitRate(Scene.WHOLE_RATE);
            Set<Integer> old =
                    sessionsOf(scene, "w1").stream().map(SessionInfo::id).collect(Collectors.toSet());

            scene.worker("w1").process().sigstop();
            await().alias("the group has given the frozen worker's slots to the other one")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> triesToBindWithout(scene, old));
            long wokenNanos = System.nanoTime();
            scene.worker("w1").process().sigcont();

            scene.awaitAllSlotsHeldBy(Duration.ofMinutes(2), "w1", "w2");
            scene.awaitFinalReceipts(Duration.ofMinutes(2));
            // a process is stopped between any two of its instructions: between the look at its lease and the write as
            // well
            assertThat(scene.provider.submitRows())
                    .filteredOn(row -> old.contains(row.session()) && row.nanos() > wokenNanos)
                    .describedAs("submit_sm of the woken worker on sessions of slots that it had lost")
                    .hasSizeLessThanOrEqualTo(scene.provider.servers().size())
                    .allMatch(row -> row.nanos() - wokenNanos < WRITTEN.toNanos());
            scene.assertEveryRequestAcceptedAndDeliveredThoughSentTwice();
            scene.assertEveryDuplicateDeclared();
            scene.assertLimitsHeld();
        }
    }

    /** The other worker was refused, since the frozen one's sessions still count at the provider. */
    private static boolean triesToBindWithout(Scene scene, Set<Integer> old) {
        return scene.provider.refusedBinds().stream()
                        .filter(refused -> refused.commandStatus() == ESME_RALYBND)
                        .count()
                >= old.size();
    }

    private static List<SessionInfo> sessionsOf(Scene scene, String worker) {
        return scene.bound().stream()
                .filter(session -> scene.workerOf(session).equals(worker))
                .toList();
    }
}

package io.smppworker.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LostMembersTest {
    private static final String APP = "app";
    private static final String LIVING = "0b5c1c9e-7d5c-4b1a-9a53-0d2a3a1f6c11-1";
    private static final String DEAD = "0b5c1c9e-7d5c-4b1a-9a53-0d2a3a1f6c12-1";

    private final Turns turns = new Turns();
    private final Group group = new Group();
    private final LostMembers lost = new LostMembers(
            APP,
            () -> {
                group.connections++;
                return group;
            },
            turns,
            () -> 0L);

    @AfterEach
    void stop() {
        turns.shutdownNow();
    }

    @Test
    void itEndsWhatBelongsToNoMemberAndNothingElse() {
        group.open(LIVING, DEAD);
        group.members.add("w1-consumer@" + LIVING);

        lost.groupChanged(true);
        turns.runNext();

        assertThat(group.ended).containsExactly(APP + "-" + DEAD);
    }

    @Test
    void itAsksUntilTheGroupHasSettledAndNothingIsLeftAndThenNoMore() {
        lost.groupChanged(false);
        turns.runNext();
        turns.runNext();
        assertThat(group.connections).isEqualTo(1);
        group.open(DEAD);
        group.members.add("w1-consumer@" + LIVING);
        lost.groupChanged(true);
        turns.runNext();
        turns.runNext();

        assertThat(group.ended).containsExactly(APP + "-" + DEAD);
        assertThat(turns.isEmpty()).isTrue();
        assertThat(group.closed).isEqualTo(1);
    }

    @Test
    void ofAMemberThatDoesNotSayWhichTransactionIsItsOwnNoneIsEnded() {
        group.open(DEAD);
        group.members.add("w1-correlator-StreamThread-1-consumer");

        lost.groupChanged(true);
        turns.runNext();

        assertThat(group.ended).isEmpty();
    }

    @Test
    void whenTheLastMemberIsGoneWhatItLeftIsEnded() {
        group.open(DEAD);

        lost.groupChanged(true);
        turns.runNext();

        assertThat(group.ended).containsExactly(APP + "-" + DEAD);
    }

    @Test
    void aBrokerThatDoesNotAnswerIsAskedAgain() {
        group.open(DEAD);
        group.failure = new GroupTransactions.Unanswered("ListTransactions", new RuntimeException(), false);
        lost.groupChanged(true);
        turns.runNext();
        assertThat(group.ended).isEmpty();

        group.failure = null;
        turns.runNext();

        assertThat(group.ended).containsExactly(APP + "-" + DEAD);
    }

    @Test
    void aBrokerThatCannotBeAskedIsLeftAlone() {
        group.failure = new GroupTransactions.Unanswered("ListTransactions", new RuntimeException(), true);
        lost.groupChanged(false);
        turns.runNext();
        lost.groupChanged(true);

        assertThat(turns.isEmpty()).isTrue();
        assertThat(group.closed).isEqualTo(1);
    }

    @Test
    void anEarlierLifeOfTheSameProcessIsEndedWhoeverIsAMember() {
        lost.endEarlierLife(Set.of(APP + "-" + LIVING));

        assertThat(group.ended).containsExactly(APP + "-" + LIVING);
    }

    @Test
    void anEarlierLifeIsAMemberUntilTheGroupHasMissedIt() {
        group.members.add("w1-consumer@" + DEAD);
        assertThat(lost.isMember(Set.of(APP + "-" + DEAD))).isTrue();
        assertThat(lost.isMember(Set.of(APP + "-" + LIVING))).isFalse();

        group.members.clear();

        assertThat(lost.isMember(Set.of(APP + "-" + DEAD))).isFalse();
    }

    /** A group as the test wants it. */
    private static final class Group implements GroupTransactions {
        private final Set<String> open = new HashSet<>();
        private final Set<String> members = new HashSet<>();
        private final List<String> ended = new ArrayList<>();
        private @Nullable Unanswered failure;
        private int connections;
        private int closed;

        private void open(String... threads) {
            for (String thread : threads) {
                open.add(APP + "-" + thread);
            }
        }

        @Override
        public Open open() throws Unanswered {
            if (failure != null) {
                throw failure;
            }
            return new Open(Set.copyOf(open), true);
        }

        @Override
        public Set<String> members() {
            return members;
        }

        @Override
        public void end(Set<String> ids) {
            ended.addAll(ids);
            open.removeAll(ids);
        }

        @Override
        public void close() {
            closed++;
        }
    }

    /** Runs what it is given when the test says so. */
    private static final class Turns extends ScheduledThreadPoolExecutor {
        private final Queue<Runnable> waiting = new ArrayDeque<>();

        Turns() {
            super(1);
        }

        @Override
        public void execute(Runnable command) {
            waiting.add(command);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            waiting.add(command);
            return super.schedule(() -> {}, 0, TimeUnit.NANOSECONDS);
        }

        private boolean isEmpty() {
            return waiting.isEmpty();
        }

        private void runNext() {
            waiting.remove().run();
        }
    }
}

package io.smppworker.lease;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Whether a group's first members are being waited for. The broker gives nobody anything for {@code
 * group.initial.rebalance.delay.ms} (3 s) after the first member of a new group, and for as long again when another joins
 * meanwhile; who joins after that is let in within a heartbeat. So workers that are started together have their bind slots
 * sooner when one of them joins, the one that told of itself first, and the others wait until it is in. One thread uses it;
 * blocking.
 */
public final class FormingGroup {
    /**
     * With the first member to come, and as long again with the group to form: more than Kafka's default delay. A broker
     * that has a longer one is not waited for.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final Duration CALL = Duration.ofSeconds(1);

    private final BooleanSupplier isNew;
    private final Supplier<GroupState> state;
    private final BooleanSupplier preceded;
    private final LongSupplier ticker;
    private long sinceNanos;
    private boolean firstHasCome;

    /**
     * Patience begins now.
     *
     * @param isNew whether the group has committed nothing yet, as the brokers tell it
     * @param state as the brokers tell it; UNKNOWN when they do not
     * @param preceded whether another is to join before this worker while the group has no members
     * @param ticker nanoseconds
     */
    public FormingGroup(
            BooleanSupplier isNew, Supplier<GroupState> state, BooleanSupplier preceded, LongSupplier ticker) {
        this.isNew = isNew;
        this.state = state;
        this.preceded = preceded;
        this.ticker = ticker;
        this.sinceNanos = ticker.getAsLong();
    }

    /**
     * Of the group with that id. Patience begins now.
     *
     * @param preceded whether another is to join before this worker while the group has no members
     * @param ticker nanoseconds
     */
    public static FormingGroup of(Admin admin, String groupId, BooleanSupplier preceded, LongSupplier ticker) {
        return new FormingGroup(
                () -> told(() -> hasCommittedNothing(admin, groupId), false),
                () -> told(() -> state(admin, groupId), GroupState.UNKNOWN),
                preceded,
                ticker);
    }

    /** Whether it has never been at work; false when the brokers do not say. */
    public boolean isNew() {
        return isNew.getAsBoolean();
    }

    /** Whether it has no members; false when the brokers do not say. */
    public boolean isEmpty() {
        return switch (state.get()) {
            case EMPTY, DEAD -> true;
            default -> false;
        };
    }

    /**
     * Whether joining had better wait, where the group is new; not when the brokers do not say, nor for longer than is
     * sensible. A group that has formed before is not asked.
     */
    public boolean isForming() {
        GroupState now = state.get();
        if (now == GroupState.PREPARING_REBALANCE && !firstHasCome) {
            firstHasCome = true;
            sinceNanos = ticker.getAsLong();
        }
        return ticker.getAsLong() - sinceNanos < PATIENCE.toNanos()
                && switch (now) {
                    case PREPARING_REBALANCE -> true;
                    case EMPTY, DEAD -> preceded.getAsBoolean();
                    default -> false;
                };
    }

    private interface Question<T> {
        T ask() throws ExecutionException, InterruptedException, TimeoutException;
    }

    private static <T> T told(Question<T> question, T otherwise) {
        try {
            return question.ask();
        } catch (ExecutionException | TimeoutException e) {
            return otherwise;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static boolean hasCommittedNothing(Admin admin, String groupId)
            throws ExecutionException, InterruptedException, TimeoutException {
        return admin.listConsumerGroupOffsets(groupId)
                .partitionsToOffsetAndMetadata()
                .get(CALL.toMillis(), TimeUnit.MILLISECONDS)
                .isEmpty();
    }

    private static GroupState state(Admin admin, String groupId)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            return Objects.requireNonNull(admin.describeConsumerGroups(List.of(groupId))
                            .describedGroups()
                            .get(groupId))
                    .get(CALL.toMillis(), TimeUnit.MILLISECONDS)
                    .groupState();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) { // older brokers say DEAD
                return GroupState.DEAD;
            }
            throw e;
        }
    }
}

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
 * Whether a new group is still waiting for its first members. The broker assigns nothing for {@code
 * group.initial.rebalance.delay.ms} (3 s) after the first member has joined, and for as long again when another joins
 * meanwhile; a later member is let in within a heartbeat. So workers that are started together have their bind slots sooner
 * when one of them joins, the one that published its status first, and the others wait until it is in. One thread uses it;
 * blocking.
 */
public final class FormingGroup {
    /**
     * How long to wait for the first member to join, and as long again for the group to form: more than Kafka's default delay.
     * A longer delay is not waited for.
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
     * @param isNew whether the group has committed nothing yet, as the brokers report it
     * @param state the group's state as the brokers report it; UNKNOWN when they do not
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
     * For the group with that id. Patience begins now.
     *
     * @param preceded whether another is to join before this worker while the group has no members
     * @param ticker nanoseconds
     */
    public static FormingGroup of(Admin admin, String groupId, BooleanSupplier preceded, LongSupplier ticker) {
        return new FormingGroup(
                () -> answered(() -> hasCommittedNothing(admin, groupId), false),
                () -> answered(() -> state(admin, groupId), GroupState.UNKNOWN),
                preceded,
                ticker);
    }

    /** Whether the group has never committed anything; false when the brokers do not say. */
    public boolean isNew() {
        return isNew.getAsBoolean();
    }

    /** Whether the group has no members; false when the brokers do not say. */
    public boolean isEmpty() {
        return switch (state.get()) {
            case EMPTY, DEAD -> true;
            default -> false;
        };
    }

    /**
     * Whether joining a new group should wait; false when the brokers do not say, and after {@link #PATIENCE}. Not to be asked
     * of a group that has formed before.
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

    private static <T> T answered(Question<T> question, T otherwise) {
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

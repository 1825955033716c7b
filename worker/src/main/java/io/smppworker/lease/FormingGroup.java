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
    /** More than Kafka's default delay; a broker that has a longer one is not waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final Duration CALL = Duration.ofSeconds(1);

    private final Supplier<GroupState> state;
    private final BooleanSupplier preceded;
    private final LongSupplier ticker;
    private final long startNanos;

    /**
     * Patience begins now.
     *
     * @param state as the brokers tell it; UNKNOWN where joining waits for nobody
     * @param preceded whether another is to join before this worker while the group has no members
     * @param ticker nanoseconds
     */
    FormingGroup(Supplier<GroupState> state, BooleanSupplier preceded, LongSupplier ticker) {
        this.state = state;
        this.preceded = preceded;
        this.ticker = ticker;
        this.startNanos = ticker.getAsLong();
    }

    /**
     * Of the group with that id. Patience begins now.
     *
     * @param preceded whether another is to join before this worker while the group has no members
     * @param ticker nanoseconds
     */
    public static FormingGroup of(Admin admin, String groupId, BooleanSupplier preceded, LongSupplier ticker) {
        return new FormingGroup(() -> told(admin, groupId), preceded, ticker);
    }

    /** Whether joining had better wait; not when the brokers do not say, nor for longer than is sensible. */
    public boolean isForming() {
        return ticker.getAsLong() - startNanos < PATIENCE.toNanos()
                && switch (state.get()) {
                    case PREPARING_REBALANCE -> true;
                    case EMPTY, DEAD -> preceded.getAsBoolean();
                    default -> false;
                };
    }

    /** Of a group that has committed nothing yet; one that has formed before is joined at once, in whatever state it is. */
    private static GroupState told(Admin admin, String groupId) {
        try {
            boolean isNew = admin.listConsumerGroupOffsets(groupId)
                    .partitionsToOffsetAndMetadata()
                    .get(CALL.toMillis(), TimeUnit.MILLISECONDS)
                    .isEmpty();
            return isNew ? state(admin, groupId) : GroupState.UNKNOWN;
        } catch (ExecutionException | TimeoutException e) {
            return GroupState.UNKNOWN;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
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

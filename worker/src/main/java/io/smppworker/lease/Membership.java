package io.smppworker.lease;

import io.smppworker.lease.OwnedPartitions.Stage;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exchange between this worker and its group: the report that went with the last JoinGroup, the order that came back, and
 * whether this worker's state has changed enough to rejoin. Each round of the group confirms the lease. Intake thread
 * only.
 */
final class Membership implements LeaseMember {
    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

    /** Units released one after the other within this time are reported together. */
    static final Duration GATHERED = Duration.ofMillis(100);

    private final String bindsTopic;
    private final OwnedPartitions owned;
    private final Ability ability;
    private final Lease lease;
    private final LongSupplier ticker;

    private MemberReport reported = MemberReport.NOTHING;
    private LeaseOrder order = LeaseOrder.NOTHING;
    private Talk talk = Talk.NOT_JOINED;
    private long askedNanos;
    private boolean stopping;
    private boolean gathering;
    private long gatheringSinceNanos;

    /** The state of the exchange. */
    private enum Talk {
        NOT_JOINED,
        /** The coordinator has this worker's report, and has not answered. */
        JOINING,
        STABLE,
        /** This worker has asked for another round, and has not reported yet. */
        REJOIN_ASKED
    }

    Membership(String bindsTopic, OwnedPartitions owned, Ability ability, Lease lease, LongSupplier ticker) {
        this.bindsTopic = bindsTopic;
        this.owned = owned;
        this.ability = ability;
        this.lease = lease;
        this.ticker = ticker;
    }

    @Override
    public MemberReport report() {
        askedNanos = ticker.getAsLong();
        talk = Talk.JOINING;
        reported = current();
        return reported;
    }

    @Override
    public void ordered(LeaseOrder newOrder, Set<Integer> slots, Set<Integer> lanes) {
        talk = Talk.STABLE;
        if (slots.isEmpty()) {
            LOG.info("the group has no bind slot for this worker for now");
        }
        order = newOrder;
        gathering = false;
        long now = ticker.getAsLong();
        lease.confirmed(askedNanos, now);
        ability.avoid(newOrder.unreachableServers(), now);
    }

    /** From now on this worker is given nothing more. */
    void stop() {
        stopping = true;
    }

    /** Whether the coordinator has this worker's report and has not answered: it refuses commits until then. */
    boolean joining() {
        return talk == Talk.JOINING;
    }

    /** Whether the group has answered, and nothing is about to be reported to it. */
    boolean isSettled() {
        return talk == Talk.STABLE && !gathering;
    }

    /** Whether the group has asked this worker to release anything. */
    boolean asksForSome() {
        return !order.askedSlots().isEmpty() || !order.askedLanes().isEmpty();
    }

    /** Whether the group has asked this worker to release this partition. */
    boolean asked(TopicPartition partition) {
        Set<Integer> asked = isSlot(partition) ? order.askedSlots() : order.askedLanes();
        return asked.contains(partition.partition());
    }

    boolean isSlot(TopicPartition partition) {
        return partition.topic().equals(bindsTopic);
    }

    /** Whether to ask for a rebalance, because the group does not know this worker's present state. */
    boolean wantsRejoin(long nowNanos) {
        if (talk != Talk.STABLE) {
            return false;
        }
        MemberReport now = current();
        return releasedEnough(now, nowNanos) || ableToOtherThings(now);
    }

    void rejoinAsked() {
        talk = Talk.REJOIN_ASKED;
    }

    private boolean releasedEnough(MemberReport now, long nowNanos) {
        if (reported.slots().released().containsAll(now.slots().released())
                && reported.lanes().released().containsAll(now.lanes().released())) {
            return false;
        }
        if (!gathering) {
            gathering = true;
            gatheringSinceNanos = nowNanos;
        }
        return owned.at(Stage.LEAVING, Stage.DRAINED).isEmpty() || nowNanos - gatheringSinceNanos >= GATHERED.toNanos();
    }

    private boolean ableToOtherThings(MemberReport now) {
        Set<Integer> newlyProven = new TreeSet<>(now.servers().proven());
        newlyProven.retainAll(order.wantedServers());
        return !now.failingSlots().equals(reported.failingSlots())
                || !now.servers().avoided().equals(reported.servers().avoided())
                || !reported.servers().proven().containsAll(newlyProven);
    }

    private MemberReport current() {
        Set<TopicPartition> leaving = owned.at(Stage.LEAVING, Stage.DRAINED, Stage.RELEASED);
        return new MemberReport(
                leaving.isEmpty() ? MemberReport.Release.NONE : slots(leaving),
                leaving.isEmpty() ? MemberReport.Release.NONE : lanes(leaving),
                ability.failing(),
                new MemberReport.Servers(ability.boundServers(), ability.provenServers(), ability.avoided()),
                stopping);
    }

    private MemberReport.Release slots(Set<TopicPartition> leaving) {
        return new MemberReport.Release(
                numbers(leaving, this::isSlot), numbers(owned.at(Stage.RELEASED), this::isSlot));
    }

    /** A lane is released with the last of its partitions. */
    private MemberReport.Release lanes(Set<TopicPartition> leaving) {
        Set<TopicPartition> unreleased = owned.at(Stage.RECOVERING, Stage.IN_USE, Stage.LEAVING, Stage.DRAINED);
        Set<Integer> released = numbers(leaving, partition -> !isSlot(partition));
        released.removeAll(numbers(unreleased, partition -> !isSlot(partition)));
        return new MemberReport.Release(numbers(leaving, partition -> !isSlot(partition)), released);
    }

    private static Set<Integer> numbers(Collection<TopicPartition> partitions, Predicate<TopicPartition> which) {
        Set<Integer> numbers = new TreeSet<>();
        partitions.stream().filter(which).forEach(partition -> numbers.add(partition.partition()));
        return numbers;
    }
}

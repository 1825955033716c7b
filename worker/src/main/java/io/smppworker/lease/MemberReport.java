package io.smppworker.lease;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A member's report to the group's leader, in its subscription's {@code userData}. Immutable.
 *
 * @param leavingSlots bind slots that it was asked to release and is draining, with those that it has released
 * @param releasedSlots bind slots that it owns and no longer uses: drained, unbound
 * @param leavingLanes lane numbers that it was asked to release and is draining, with those that it has released
 * @param releasedLanes lane numbers that it owns and no longer uses: drained, committed
 * @param failingSlots its bind slots that have not been bound for ten seconds or more
 * @param boundServers indices of the servers to which it has a bound session
 * @param provenServers of those, the ones to which it has been bound for longer than any member waits between two tries
 * @param avoidedServers indices of the servers that it was found unable to reach, for a minute at least after that
 * @param stopping whether it is about to leave the group: it is given nothing more
 * @param generation in which it was assigned what it owns; negative when unknown. {@link LeaseAssignor} sets it; Kafka's own
 *     generation of a subscription is that of the last join, which may have failed
 */
public record MemberReport(
        Set<Integer> leavingSlots,
        Set<Integer> releasedSlots,
        Set<Integer> leavingLanes,
        Set<Integer> releasedLanes,
        Set<Integer> failingSlots,
        Set<Integer> boundServers,
        Set<Integer> provenServers,
        Set<Integer> avoidedServers,
        boolean stopping,
        int generation) {

    private static final int UNKNOWN = -1;

    /** The report of a member that has only just started, or whose own cannot be read. */
    public static final MemberReport NOTHING = new MemberReport(
            Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), false, UNKNOWN);

    private static final String LEAVING_SLOTS = "leavingSlots";
    private static final String RELEASED_SLOTS = "releasedSlots";
    private static final String LEAVING_LANES = "leavingLanes";
    private static final String RELEASED_LANES = "releasedLanes";
    private static final String FAILING_SLOTS = "failingSlots";
    private static final String BOUND_SERVERS = "boundServers";
    private static final String PROVEN_SERVERS = "provenServers";
    private static final String AVOIDED_SERVERS = "avoidedServers";
    /** A flag as a set: present or not. */
    private static final String STOPPING = "stopping";

    private static final Set<Integer> YES = Set.of(1);
    /** A number as a set with one element. */
    private static final String GENERATION = "generation";

    public MemberReport {
        leavingSlots = Set.copyOf(leavingSlots);
        releasedSlots = Set.copyOf(releasedSlots);
        leavingLanes = Set.copyOf(leavingLanes);
        releasedLanes = Set.copyOf(releasedLanes);
        failingSlots = Set.copyOf(failingSlots);
        boundServers = Set.copyOf(boundServers);
        provenServers = Set.copyOf(provenServers);
        avoidedServers = Set.copyOf(avoidedServers);
    }

    /** A member's report; its assignor adds the generation. */
    public MemberReport(
            Set<Integer> leavingSlots,
            Set<Integer> releasedSlots,
            Set<Integer> leavingLanes,
            Set<Integer> releasedLanes,
            Set<Integer> failingSlots,
            Set<Integer> boundServers,
            Set<Integer> provenServers,
            Set<Integer> avoidedServers,
            boolean stopping) {
        this(
                leavingSlots,
                releasedSlots,
                leavingLanes,
                releasedLanes,
                failingSlots,
                boundServers,
                provenServers,
                avoidedServers,
                stopping,
                UNKNOWN);
    }

    /** The same report, with the generation in which the member was assigned what it owns. */
    MemberReport assignedIn(int generation) {
        return new MemberReport(
                leavingSlots,
                releasedSlots,
                leavingLanes,
                releasedLanes,
                failingSlots,
                boundServers,
                provenServers,
                avoidedServers,
                stopping,
                generation);
    }

    public ByteBuffer encode() {
        return UserData.encode(Map.of(
                LEAVING_SLOTS, leavingSlots,
                RELEASED_SLOTS, releasedSlots,
                LEAVING_LANES, leavingLanes,
                RELEASED_LANES, releasedLanes,
                FAILING_SLOTS, failingSlots,
                BOUND_SERVERS, boundServers,
                PROVEN_SERVERS, provenServers,
                AVOIDED_SERVERS, avoidedServers,
                STOPPING, stopping ? YES : Set.of(),
                GENERATION, generation < 0 ? Set.of() : Set.of(generation)));
    }

    /** Accepts any octets: those that are no report of a known version are {@link #NOTHING}. */
    public static MemberReport decode(@Nullable ByteBuffer userData) {
        Map<String, Set<Integer>> sets = UserData.decode(userData);
        if (sets == null) {
            return NOTHING;
        }
        return new MemberReport(
                sets.getOrDefault(LEAVING_SLOTS, Set.of()),
                sets.getOrDefault(RELEASED_SLOTS, Set.of()),
                sets.getOrDefault(LEAVING_LANES, Set.of()),
                sets.getOrDefault(RELEASED_LANES, Set.of()),
                sets.getOrDefault(FAILING_SLOTS, Set.of()),
                sets.getOrDefault(BOUND_SERVERS, Set.of()),
                sets.getOrDefault(PROVEN_SERVERS, Set.of()),
                sets.getOrDefault(AVOIDED_SERVERS, Set.of()),
                sets.getOrDefault(STOPPING, Set.of()).equals(YES),
                sets.getOrDefault(GENERATION, Set.of()).stream().findFirst().orElse(UNKNOWN));
    }
}

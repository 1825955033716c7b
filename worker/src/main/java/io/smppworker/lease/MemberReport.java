package io.smppworker.lease;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A member's report to the group's leader, in its subscription's {@code userData}. Immutable.
 *
 * @param slots the bind slots that it was asked to release; one is released when it is drained and unbound
 * @param lanes the numbers of lanes that it was asked to release; one is released when it is drained and committed
 * @param failingSlots its bind slots that have not been bound for ten seconds or more
 * @param stopping whether it is about to leave the group: it is given nothing more
 * @param generation in which it was assigned what it owns; negative when unknown. {@link LeaseAssignor} sets it; Kafka's own
 *     generation of a subscription is that of the last join, which may have failed
 */
public record MemberReport(
        Release slots, Release lanes, Set<Integer> failingSlots, Servers servers, boolean stopping, int generation) {

    private static final int UNKNOWN = -1;

    /** The report of a member that has only just started, or whose own cannot be read. */
    public static final MemberReport NOTHING =
            new MemberReport(Release.NONE, Release.NONE, Set.of(), Servers.NONE, false);

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
        failingSlots = Set.copyOf(failingSlots);
    }

    /** A member's report; its assignor adds the generation. */
    public MemberReport(Release slots, Release lanes, Set<Integer> failingSlots, Servers servers, boolean stopping) {
        this(slots, lanes, failingSlots, servers, stopping, UNKNOWN);
    }

    /**
     * What a member was asked to release.
     *
     * @param leaving all of it, what it has released too
     * @param released what it owns and no longer uses
     */
    public record Release(Set<Integer> leaving, Set<Integer> released) {
        public static final Release NONE = new Release(Set.of(), Set.of());

        public Release {
            leaving = Set.copyOf(leaving);
            released = Set.copyOf(released);
        }
    }

    /**
     * What a member knows of the servers, by their indices.
     *
     * @param bound to which it has a bound session
     * @param proven of those, the ones to which it has been bound for longer than any member waits between two tries
     * @param avoided that it was found unable to reach, for a minute at least after that
     */
    public record Servers(Set<Integer> bound, Set<Integer> proven, Set<Integer> avoided) {
        public static final Servers NONE = new Servers(Set.of(), Set.of(), Set.of());

        public Servers {
            bound = Set.copyOf(bound);
            proven = Set.copyOf(proven);
            avoided = Set.copyOf(avoided);
        }
    }

    /** The same report, with the generation in which the member was assigned what it owns. */
    MemberReport assignedIn(int generation) {
        return new MemberReport(slots, lanes, failingSlots, servers, stopping, generation);
    }

    public ByteBuffer encode() {
        return GroupUserData.encode(Map.of(
                LEAVING_SLOTS, slots.leaving(),
                RELEASED_SLOTS, slots.released(),
                LEAVING_LANES, lanes.leaving(),
                RELEASED_LANES, lanes.released(),
                FAILING_SLOTS, failingSlots,
                BOUND_SERVERS, servers.bound(),
                PROVEN_SERVERS, servers.proven(),
                AVOIDED_SERVERS, servers.avoided(),
                STOPPING, stopping ? YES : Set.of(),
                GENERATION, generation < 0 ? Set.of() : Set.of(generation)));
    }

    /** Accepts any octets: those that are no report of a known version are {@link #NOTHING}. */
    public static MemberReport decode(@Nullable ByteBuffer userData) {
        Map<String, Set<Integer>> sets = GroupUserData.decode(userData);
        if (sets == null) {
            return NOTHING;
        }
        return new MemberReport(
                new Release(sets.getOrDefault(LEAVING_SLOTS, Set.of()), sets.getOrDefault(RELEASED_SLOTS, Set.of())),
                new Release(sets.getOrDefault(LEAVING_LANES, Set.of()), sets.getOrDefault(RELEASED_LANES, Set.of())),
                sets.getOrDefault(FAILING_SLOTS, Set.of()),
                new Servers(
                        sets.getOrDefault(BOUND_SERVERS, Set.of()),
                        sets.getOrDefault(PROVEN_SERVERS, Set.of()),
                        sets.getOrDefault(AVOIDED_SERVERS, Set.of())),
                sets.getOrDefault(STOPPING, Set.of()).equals(YES),
                sets.getOrDefault(GENERATION, Set.of()).stream().findFirst().orElse(UNKNOWN));
    }
}

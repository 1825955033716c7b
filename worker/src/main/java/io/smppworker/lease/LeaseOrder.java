package io.smppworker.lease;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The group leader's order to a member, in its assignment's {@code userData}. Each order replaces the one before: what it does
 * not ask for is not asked for any more. Immutable.
 *
 * @param askedSlots bind slots of this member that it is asked to release, with those that it is leaving already
 * @param askedLanes lane numbers of this member that it is asked to release, with those that it is leaving already
 * @param unreachableServers indices of the servers that this member cannot reach while another can: to be remembered as
 *     {@link MemberReport.Servers#avoided}
 * @param wantedServers indices of the servers with a slot whose owner cannot reach them: a member that has proven one of
 *     them to be up should ask for a rebalance
 */
public record LeaseOrder(
        Set<Integer> askedSlots, Set<Integer> askedLanes, Set<Integer> unreachableServers, Set<Integer> wantedServers) {

    /** Go on as before. */
    public static final LeaseOrder NOTHING = new LeaseOrder(Set.of(), Set.of(), Set.of(), Set.of());

    private static final String ASKED_SLOTS = "askedSlots";
    private static final String ASKED_LANES = "askedLanes";
    private static final String UNREACHABLE_SERVERS = "unreachableServers";
    private static final String WANTED_SERVERS = "wantedServers";

    public LeaseOrder {
        askedSlots = Set.copyOf(askedSlots);
        askedLanes = Set.copyOf(askedLanes);
        unreachableServers = Set.copyOf(unreachableServers);
        wantedServers = Set.copyOf(wantedServers);
    }

    public ByteBuffer encode() {
        return GroupUserData.encode(Map.of(
                ASKED_SLOTS, askedSlots,
                ASKED_LANES, askedLanes,
                UNREACHABLE_SERVERS, unreachableServers,
                WANTED_SERVERS, wantedServers));
    }

    /** Accepts any octets: those that are no order of a known version are {@link #NOTHING}. */
    public static LeaseOrder decode(@Nullable ByteBuffer userData) {
        Map<String, Set<Integer>> sets = GroupUserData.decode(userData);
        if (sets == null) {
            return NOTHING;
        }
        return new LeaseOrder(
                sets.getOrDefault(ASKED_SLOTS, Set.of()),
                sets.getOrDefault(ASKED_LANES, Set.of()),
                sets.getOrDefault(UNREACHABLE_SERVERS, Set.of()),
                sets.getOrDefault(WANTED_SERVERS, Set.of()));
    }
}

package io.smppworker.simulation;

import io.smppworker.config.OutboundConfig;
import io.smppworker.inbound.BoundedIntake;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a worker may hold: never more than its configuration allows, and in peace nothing but what it is to remember. */
final class MemoryBounds {
    /** Records of one poll of the lanes. */
    private static final int POLL = 50;

    private static final int SLOTS = 16;
    private static final int PARTITIONS = 2 * SLOTS;
    /** Of the longest request, in UCS-2. */
    private static final int SEGMENTS = 9;
    /** Reference, number of segments and number of the segment (SMPP 3.4 §5.3.2.22 to .24). */
    private static final int SAR_PARAMETERS = 3;

    /** Workers that may have left requests behind. */
    private static final int OTHERS = 4;

    /**
     * By bind slot, server, lane or partition, by configuration, or recent messageIds; and submit_sm never answered, which
     * keep their places in the window until the session ends.
     */
    private static final Set<String> STANDING = Set.of(
            "Ability.avoidedUntil",
            "Ability.slots",
            "Commits.committed",
            "DispatchQueues.begun",
            "InFlightMessages.inFlight",
            "IntakeLoop.full",
            "KnownRequests.owned",
            "LeaseOrder.askedLanes",
            "LeaseOrder.askedSlots",
            "LeaseOrder.unreachableServers",
            "LeaseOrder.wantedServers",
            "MemberReport.failingSlots",
            "Offsets.journalEnds",
            "Offsets.owned",
            "Outbound.boundSlots",
            "OutboundMessage.segments",
            "OwnedPartitions.at",
            "OwnedPartitions.lanesInUse",
            "Ownership.loggedFailing",
            "PduExchange.unanswered",
            "Quotas.grants",
            "RequestDecoder.forwardHeaders",
            "RequestPreparer.lastReference",
            "SeenRequests.byPartition",
            "Segment.tlvs",
            "ServerPool.slots",
            "ServerPools.byPreference",
            "ServerPools.byServer",
            "ServerPools.owned",
            "Servers.avoided",
            "Servers.bound",
            "Servers.proven",
            "SlotPlan.locations",
            "SlotPlan.slots",
            "SteppedConnector.hosts",
            "SubmitWindow.taken",
            "SubmitWindow.unanswered");

    private final Map<String, Integer> most = new HashMap<>();
    /** Of whatever has no bound of its own. */
    private final int mostOfOthers;

    /** @param window submit_sm of a session without an answer */
    MemoryBounds(OutboundConfig limits, int window) {
        int ofLane = limits.maxInFlight() + POLL;
        int inFlight = 2 * ofLane;
        mostOfOthers = 2 * inFlight;
        most.put("InFlightMessages.byPartition", inFlight + PARTITIONS);
        most.put("LaneQueues.bulk", ofLane);
        most.put("LaneQueues.urgent", ofLane);
        most.put("KnownRequests.redelivered", OTHERS * inFlight);
        most.put("PartitionProgress.expected", OTHERS * inFlight);
        most.put("PartitionProgress.open", PARTITIONS * inFlight); // those that ended after one that has not, too
        most.put("JournalledRequest.parts", SEGMENTS * OTHERS * inFlight);
        most.put("OutboundMessage.segments", SEGMENTS * inFlight);
        most.put("Segment.tlvs", SAR_PARAMETERS * SEGMENTS * inFlight);
        most.put("SeenRequests.byPartition", limits.dedupIds() + SLOTS);
        most.put("SubmitWindow.unanswered", SLOTS * window);
        most.put("SubmitWindow.taken", SLOTS * window);
        most.put("RequestPreparer.lastReference", Integer.MAX_VALUE); // counts, and holds nothing
        most.put("PeerRequests.unreplied", BoundedIntake.MOST_OUTSTANDING);
    }

    /** What is more than it may be; null when nothing is. */
    @Nullable
    String broken(Map<String, Integer> sizes) {
        return sizes.keySet().stream()
                .filter(field -> size(sizes, field) > most.getOrDefault(field, mostOfOthers))
                .findFirst()
                .map(field -> field + " has " + size(sizes, field))
                .orElse(null);
    }

    /** What is still held in peace; empty when all is as it should be. */
    static Map<String, Integer> left(Map<String, Integer> sizes) {
        Map<String, Integer> left = new TreeMap<>(sizes);
        left.keySet().removeAll(STANDING);
        left.values().removeIf(size -> size == 0);
        return left;
    }

    private static int size(Map<String, Integer> sizes, String field) {
        return Objects.requireNonNull(sizes.get(field));
    }
}

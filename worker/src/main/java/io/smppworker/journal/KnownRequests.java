package io.smppworker.journal;

import io.smppworker.kafka.Lanes;
import io.smppworker.message.Source;
import io.smppworker.schemas.RequestPlace;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What the journal says of requests before they are polled: those that an earlier owner of their partition had begun, and the
 * recent messageIds. Intake thread only; times in milliseconds since the epoch.
 */
public final class KnownRequests {
    private final Lanes lanes;
    private final SeenRequests seen;
    private final Map<RequestPlace, JournalledRequest> redelivered = new HashMap<>();
    private final Set<TopicPartition> owned = new HashSet<>();

    public KnownRequests(Lanes lanes, SeenRequests seen) {
        this.lanes = lanes;
        this.seen = seen;
    }

    /** Takes over what was recovered for the partitions that are still owned, and returns their requests. */
    public Map<RequestPlace, JournalledRequest> adopt(
            JournalRecovery.Recovered recovered, Set<TopicPartition> stillOwned) {
        owned.addAll(stillOwned);
        journalPartitions(stillOwned).forEach(partition -> seen.adopt(partition, recovered.seen()));
        Map<RequestPlace, JournalledRequest> adopted = new HashMap<>(recovered.requests());
        adopted.keySet().removeIf(place -> !stillOwned.contains(new TopicPartition(place.topic(), place.partition())));
        redelivered.putAll(adopted);
        return adopted;
    }

    /** The state in which an earlier owner left this request; null for a new one. Returned once only. */
    public @Nullable JournalledRequest redelivered(Source source) {
        return redelivered.remove(place(source));
    }

    /** Another request that had this messageId within the window; null when there was none. */
    public @Nullable RequestPlace firstWith(String messageId, Source source, long nowMillis) {
        RequestPlace first = seen.first(lanes.journalPartition(source.partition()), messageId, nowMillis);
        return place(source).equals(first) ? null : first;
    }

    /** Remembers a request that will be submitted. */
    public void remember(String messageId, Source source, long nowMillis) {
        seen.remember(lanes.journalPartition(source.partition()), messageId, place(source), nowMillis, nowMillis);
    }

    /** The partitions are no longer this worker's. */
    public void forget(Set<TopicPartition> gone) {
        owned.removeAll(gone);
        redelivered.keySet().removeIf(place -> gone.contains(new TopicPartition(place.topic(), place.partition())));
        Set<Integer> unread = journalPartitions(gone);
        unread.removeAll(journalPartitions(owned));
        unread.forEach(seen::forget);
    }

    private Set<Integer> journalPartitions(Set<TopicPartition> partitions) {
        return partitions.stream()
                .map(partition -> lanes.journalPartition(partition.partition()))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static RequestPlace place(Source source) {
        return new RequestPlace(source.topic(), source.partition(), source.offset());
    }
}

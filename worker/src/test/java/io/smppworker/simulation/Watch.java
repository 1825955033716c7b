package io.smppworker.simulation;

import com.google.errorprone.annotations.FormatMethod;
import io.smppworker.config.WorkerConfig;
import io.smppworker.message.CommandStatus;
import io.smppworker.schemas.DeliveryRecord;
import io.smppworker.schemas.Json;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.SubmissionRecord;
import io.smppworker.simulation.PartitionLog.Entry;
import io.smppworker.simulation.Submitted.Cut;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Sees everything that is written to a socket, stored or committed, and says at once what must not have been. From outside of
 * the workers: from their octets and their records alone. Long, because all that must hold at every step is in this one place.
 */
final class Watch {
    static final String JOURNAL = "smpp.submissions";
    static final String DELIVERIES = "smpp.deliveries";
    static final String DEAD_LETTERS = "sms.dead-letters";
    /** By when a worker that is well has stored what it knows. */
    private static final long STORED_NANOS = 8 * World.SECOND;

    private static final Duration WRITTEN = Duration.ofMillis(100);

    private final World world;
    private final SimulatedTraffic traffic;
    private final LongSupplier reachableSince;
    private final List<String> violations = new ArrayList<>();
    private final Map<Integer, Journalled> journal = new HashMap<>();
    private final SegmentCounts taken = new SegmentCounts();
    private final GivenSlots slots;
    private final LiveLimits limits;
    private final OutcomeGrounds grounds;
    private final Map<String, Integer> stored = new HashMap<>();
    private final Map<String, Integer> acknowledged = new HashMap<>();
    private final Set<String> owed = new HashSet<>();
    private final Map<TopicPartition, List<Object>> correlated = new HashMap<>();
    private final Set<String> deadLetters = new HashSet<>();
    /** Where requests were found to repeat others, or ended by themselves. */
    private final Set<String> repeated = new HashSet<>();

    private final Set<Submitted> known = new HashSet<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final List<Written> written = new ArrayList<>();
    private final Set<Submitter> submitters = new HashSet<>();
    /** Receipts that were stored, and the ids that they are of. */
    private final Map<String, Long> reported = new TreeMap<>();

    private final Set<Long> acceptedIds = new HashSet<>();
    private int submits;
    private int toDeliver;
    private int delivered;

    /** A submit_sm of that request. */
    record Written(SimulatedProcess by, int number) {}

    /** Who has submitted where. */
    private record Submitter(SimulatedProcess process, String server) {}

    /** What the journal has of a request. */
    private static final class Journalled {
        /** Worker → when it announced it last, without having withdrawn that. */
        private final Map<String, Long> announcedNanos = new HashMap<>();

        private boolean ended;
        /** Cut → segment → the SMSC message ids that it was given. */
        private final Map<Cut, Map<Integer, Set<String>>> accepted = new LinkedHashMap<>();

        private boolean isAcceptedInWhole() {
            return acceptedInWhole().findAny().isPresent();
        }

        /** The segments of each cut of which all were accepted. */
        private Stream<Map<Integer, Set<String>>> acceptedInWhole() {
            return accepted.entrySet().stream()
                    .filter(cut -> cut.getValue().size() == cut.getKey().segments())
                    .map(Map.Entry::getValue);
        }
    }

    /**
     * @param reachableSince when Kafka was away last
     * @param config of every worker
     */
    Watch(World world, SimulatedTraffic traffic, LongSupplier reachableSince, Supplier<WorkerConfig> config) {
        this.world = world;
        this.traffic = traffic;
        this.reachableSince = reachableSince;
        this.slots = new GivenSlots(world);
        this.limits = new LiveLimits(world, slots, () -> config.get().account());
        this.grounds = new OutcomeGrounds(world, () -> config.get().outbound());
    }

    World world() {
        return world;
    }

    List<String> violations() {
        return violations;
    }

    @FormatMethod
    void violated(String format, Object... arguments) {
        String words = format.formatted(arguments);
        world.report("VIOLATION %s", words);
        violations.add(words);
    }

    int submits() {
        return submits;
    }

    /** Every submit_sm that was written, in this order. */
    List<Written> written() {
        return written;
    }

    /** From now on it counts anew who submits where. */
    void forgetSubmitters() {
        submitters.clear();
    }

    boolean hasSubmitted(SimulatedProcess process, String server) {
        return submitters.contains(new Submitter(process, server));
    }

    boolean hasSubmitted(SimulatedProcess process) {
        return submitters.stream().anyMatch(submitter -> submitter.process == process);
    }

    GivenSlots slots() {
        return slots;
    }

    LiveLimits limits() {
        return limits;
    }

    /** A worker's clock shows so much more than it should. */
    void clockIsAhead(long nanos) {
        grounds.clockIsAhead(nanos);
    }

    /**
     * A worker has written a submit_sm.
     *
     * @param registeredDelivery as it has it
     */
    void submitted(ServerSession session, SimulatedServer server, Submitted submitted, int registeredDelivery) {
        submits++;
        SimulatedTraffic.Request request = traffic.request(submitted.number());
        written.add(new Written(session.process(), submitted.number()));
        submitters.add(new Submitter(session.process(), server.toString()));
        grounds.written(session.process(), submitted);
        world.report(
                "%s writes m%d/%d on %s#%d",
                session.process(), submitted.number(), submitted.segment(), server, session.slot());
        Journalled journalled = journal.get(submitted.number());
        Long announced = journalled == null
                ? null
                : journalled.announcedNanos.get(session.process().workerId());
        if (announced == null || announced < session.process().startedNanos()) {
            violated("%s: written by %s, which has not journalled it", request, session.process());
        }
        if (request.isAborted()) {
            violated("%s: written though its transaction was aborted", request);
        }
        if (registeredDelivery != request.registeredDelivery()) {
            violated("%s: written with registered_delivery %d", request, registeredDelivery);
        }
        Instant expiresAt = request.expiresAt();
        Instant now = session.process().clock();
        if (expiresAt != null && now.isAfter(expiresAt.plus(WRITTEN))) {
            violated("%s: written %s after it had expired", request, Duration.between(expiresAt, now));
        }
        SimulatedProcess owner = slots.owner(session.slot());
        if (owner != session.process()) {
            violated("%s writes on slot %d, which is %s's", session.process(), session.slot(), owner);
        }
    }

    /**
     * A submit_sm has arrived.
     *
     * @param inSecond those of the second that ends now, all sessions of the server together
     * @param ofProcess how many of these are of this worker
     */
    void arrived(SimulatedServer server, ServerSession session, int inSecond, int ofProcess) {
        if (inSecond > SimulatedServer.MOST_PER_SECOND) {
            violated("%s: %d submit_sm in a second", server, inSecond);
        }
        SimulatedProcess process = session.process();
        int perSecond = limits.perSecond(process, server);
        if (ofProcess > perSecond) {
            violated("%s: %d submit_sm of %s in a second, its quotas are %d", server, ofProcess, process, perSecond);
        }
        int window = limits.window(process);
        if (session.outstanding() > window) {
            violated(
                    "%s#%d: %d submit_sm outstanding, the window is %d",
                    server, session.slot(), session.outstanding(), window);
        }
    }

    /** A session has read the answer; if the segment was accepted, the worker has time to store that, or dies before. */
    void answered(Submitted submitted, int status, SimulatedProcess reader) {
        if (status != CommandStatus.ESME_ROK) {
            grounds.refused(submitted, status);
            return;
        }
        world.after(2 * STORED_NANOS, () -> {
            long calmSince = world.nanos() - STORED_NANOS;
            if (!reader.isDead() && reader.thawNanos() < calmSince && reachableSince.getAsLong() < calmSince) {
                known.add(submitted);
            }
        });
    }

    /** Whether a worker that could store it has read that this request of one segment was accepted. */
    boolean isKnownToBeAccepted(SimulatedTraffic.Request request) {
        return request.segments() == 1 && known.contains(new Submitted(request.number(), Cut.WHOLE, 1));
    }

    /** @param id that the provider gave it, as submit_sm_resp has it */
    void taken(Submitted submitted, String id) {
        taken.add(submitted);
        grounds.taken(submitted, id);
    }

    /** How often the provider took each segment. */
    SegmentCounts.Count taken(SimulatedTraffic.Request request) {
        return taken.of(request);
    }

    /** How often each segment was written, and that not read to be refused. */
    SegmentCounts.Count unrefused(SimulatedTraffic.Request request) {
        return grounds.unrefused(request);
    }

    /** @param id as submit_sm_resp has it */
    void receiptOwed(String id) {
        owed.add(id);
    }

    /** Whether the provider sends a final receipt of every segment, of an id that the journal has. */
    boolean isOwedInWhole(SimulatedTraffic.Request request) {
        Journalled known = journal.get(request.number());
        return known != null
                && known.isAcceptedInWhole()
                && known.acceptedInWhole()
                        .flatMap(segments -> segments.values().stream())
                        .allMatch(ids -> ids.stream().anyMatch(owed::contains));
    }

    /** The provider has one more deliver_sm. */
    void toDeliver() {
        toDeliver++;
    }

    /** Whether every deliver_sm of the provider has been acknowledged. */
    boolean allAcknowledged() {
        return delivered == toDeliver;
    }

    /** The provider has the deliver_sm_resp with ESME_ROK. */
    void delivered() {
        delivered++;
    }

    /** A worker has written deliver_sm_resp with ESME_ROK. */
    void acknowledged(ToDeliver deliverSm) {
        int times = acknowledged.merge(deliverSm.key(), 1, Integer::sum);
        if (times > stored.getOrDefault(deliverSm.key(), 0)) {
            violated("%s acknowledged, and not stored", deliverSm);
        }
    }

    boolean isAcknowledged(ToDeliver deliverSm) {
        return acknowledged.containsKey(deliverSm.key());
    }

    /** The records of one partition of the journal or of the deliveries, in their order. */
    List<Object> correlated(TopicPartition partition) {
        return correlated.getOrDefault(partition, List.of());
    }

    boolean isDeadLetter(SimulatedTraffic.Request request) {
        return deadLetters.contains("no JSON " + request.number());
    }

    /** A record was stored. */
    void stored(TopicPartition partition, long offset, Entry entry) {
        switch (partition.topic()) {
            case JOURNAL -> {
                SubmissionRecord read = read(entry, SubmissionRecord.class);
                journalled(read);
                correlated
                        .computeIfAbsent(partition, first -> new ArrayList<>())
                        .add(read);
            }
            case DELIVERIES -> {
                DeliveryRecord read = read(entry, DeliveryRecord.class);
                correlated
                        .computeIfAbsent(partition, first -> new ArrayList<>())
                        .add(read);
                stored.merge(key(read), 1, Integer::sum);
                DeliveryRecord.ReceiptPart receipt = read.receipt();
                if (receipt != null) {
                    reported.put(key(receipt.smscMessageId(), receipt.rawStatus()), id(receipt.smscMessageId()));
                }
            }
            case DEAD_LETTERS -> deadLetters.add(new String(entry.value(), StandardCharsets.UTF_8));
            default -> {}
        }
    }

    private static String key(DeliveryRecord delivery) {
        DeliveryRecord.MoPart part = delivery.part();
        if (part != null) {
            return Replies.key(delivery, part);
        }
        DeliveryRecord.ReceiptPart receipt = Objects.requireNonNull(delivery.receipt());
        return key(receipt.smscMessageId(), receipt.rawStatus());
    }

    /** Of a receipt, the same for what repeats it. */
    static String key(String smscMessageId, @Nullable String rawStatus) {
        return id(smscMessageId) + rawStatus;
    }

    /** @param smscMessageId as receipts have it */
    private static long id(String smscMessageId) {
        return Long.parseLong(smscMessageId);
    }

    /** The keys of the receipts that were stored, of ids that the journal does not have. */
    Set<String> unmatched() {
        Set<String> unmatched = new TreeSet<>(reported.keySet());
        unmatched.removeIf(key -> acceptedIds.contains(reported.get(key)));
        return unmatched;
    }

    private static <T> T read(Entry entry, Class<T> type) {
        try {
            return Json.MAPPER.readValue(entry.value(), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void journalled(SubmissionRecord entry) {
        int number = Integer.parseInt(entry.messageId().substring(1));
        Journalled known = journal.computeIfAbsent(number, first -> new Journalled());
        world.report("journal: %s %s", entry.getClass().getSimpleName(), entry.messageId());
        String missing = grounds.missing(entry, traffic.request(number));
        if (missing != null) {
            violated("%s: %s: %s", traffic.request(number), missing, entry);
        }
        if (entry instanceof SubmissionRecord.Submitting submitting) {
            known.announcedNanos.put(submitting.worker(), world.nanos());
        } else if (entry instanceof SubmissionRecord.Withdrawn withdrawn) {
            known.announcedNanos.remove(withdrawn.worker());
        } else if (entry instanceof SubmissionRecord.Outcome outcome) {
            if (outcome.status() == Receipt.Status.ACCEPTED) {
                String id = Objects.requireNonNull(outcome.smscMessageId());
                Submitted accepted = grounds.withId(id);
                if (accepted != null) {
                    known.accepted
                            .computeIfAbsent(accepted.cut(), first -> new TreeMap<>())
                            .computeIfAbsent(accepted.segment(), first -> new HashSet<>())
                            .add(id);
                }
                acceptedIds.add(Long.parseLong(id, 16));
            }
        } else if (entry instanceof SubmissionRecord.Ended ended) {
            known.ended = true;
            repeated.add(new TopicPartition(ended.topic(), ended.partition()) + "@" + ended.offset());
        } else if (entry instanceof SubmissionRecord.Duplicate duplicate) {
            repeated.add(new TopicPartition(duplicate.topic(), duplicate.partition()) + "@" + duplicate.offset());
        }
    }

    /** The group's coordinator has taken a position. */
    void committed(TopicPartition partition, OffsetAndMetadata position) {
        if (!partition.topic().startsWith(SimulatedTraffic.BULK)) {
            return;
        }
        long from = committed.getOrDefault(partition, 0L);
        if (position.offset() > traffic.end(partition)) {
            violated("%s offset %d committed, beyond its end", partition, position.offset());
            return;
        }
        for (long offset = from; offset < position.offset(); offset++) {
            SimulatedTraffic.Place place = traffic.at(partition, offset);
            boolean ended = place == null
                    || (place.repeats() ? repeated.contains(partition + "@" + offset) : isFinished(place.request()));
            if (!ended) {
                violated("%s offset %d committed past %s, which has not ended", partition, position.offset(), place);
            }
        }
        committed.merge(partition, position.offset(), Math::max);
    }

    private boolean isFinished(SimulatedTraffic.Request request) {
        if (request.isAborted()) {
            return true;
        }
        if (request.fate() == SimulatedTraffic.Fate.UNREADABLE) {
            return isDeadLetter(request);
        }
        Journalled known = journal.get(request.number());
        return known != null && (known.ended || known.isAcceptedInWhole());
    }

    /** Requests that have not ended. */
    List<SimulatedTraffic.Request> unfinished() {
        return traffic.requests().stream()
                .filter(request -> !isFinished(request))
                .toList();
    }
}

package io.smppworker.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smppworker.schemas.Json;
import io.smppworker.schemas.SendRequest;
import io.smppworker.schemas.SendRequest.RegisteredDelivery;
import io.smppworker.schemas.SendRequestBuilder;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** The users of a history: their requests, produced alone, in bursts and in transactions, some of them broken. */
final class SimulatedTraffic {
    static final String BULK = "sms.outbound";
    static final String URGENT = "sms.outbound.urgent";
    static final int LANES = 16;
    /** Of the seeds that SimulationIT knows, no history has requests for failures alone. */
    private static final long FAILURES = 4414;

    private final World world;
    private final SimulatedKafka kafka;
    private final ChangingText text;
    private final List<Request> requests = new ArrayList<>();
    private final Map<TopicPartition, List<@Nullable Place>> places = new HashMap<>();
    private final SplittableRandom failures;
    private final boolean hasFailures;
    private double lostReceipts;

    /** What becomes of a request, in the order of likelihood. */
    enum Fate {
        DELIVERED,
        UNDELIVERED,
        /** By the provider, for good. */
        REFUSED,
        /** No request at all: not readable. */
        UNREADABLE
    }

    /** One record of a lane; {@code offset} is known once it is stored. */
    static final class Request {
        private final int number;
        private final Fate fate;
        private final int segments;
        private final boolean report;
        private final RegisteredDelivery receipt;
        private final @Nullable Instant expiresAt;
        private PartitionLog.@Nullable Transaction transaction;
        private boolean urgent;
        private int repeats;

        Request(
                int number,
                Fate fate,
                int segments,
                boolean report,
                RegisteredDelivery receipt,
                @Nullable Instant expiresAt) {
            this.number = number;
            this.fate = fate;
            this.segments = segments;
            this.report = report;
            this.receipt = receipt;
            this.expiresAt = expiresAt;
        }

        int number() {
            return number;
        }

        String messageId() {
            return "m" + number;
        }

        Fate fate() {
            return fate;
        }

        /** As GSM 03.38 with a user data header. */
        int segments() {
            return segments;
        }

        boolean isReport() {
            return report;
        }

        /** Whether the provider sends receipts of its delivery: with failures asked for alone, success is silent. */
        boolean isReported() {
            return receipt == RegisteredDelivery.FINAL
                    || (receipt == RegisteredDelivery.FAILURE && fate == Fate.UNDELIVERED);
        }

        /** As submit_sm must have it (SMPP 3.4 §5.2.17). */
        int registeredDelivery() {
            return switch (receipt) {
                case NONE -> 0;
                case FINAL -> 1;
                case FAILURE -> 2;
            };
        }

        @Nullable
        Instant expiresAt() {
            return expiresAt;
        }

        boolean isAborted() {
            return transaction != null && transaction.isAborted();
        }

        /** Further records with its messageId. */
        int repeats() {
            return repeats;
        }

        /** On the lane that goes first. */
        boolean isUrgent() {
            return urgent;
        }

        byte[] value(ChangingText text) {
            if (fate == Fate.UNREADABLE) {
                return ("no JSON " + number).getBytes(StandardCharsets.UTF_8);
            }
            SendRequest request = SendRequestBuilder.builder()
                    .messageId(messageId())
                    .to(String.valueOf(Submitted.FIRST + number))
                    .text(text.text(segments == 1 ? 20 : segments * 150 - 20))
                    .from("12345")
                    .receipt(receipt)
                    .onInDoubt(report ? SendRequest.OnInDoubt.REPORT : SendRequest.OnInDoubt.RESEND)
                    .expiresAt(expiresAt)
                    .build();
            try {
                return Json.MAPPER.writeValueAsBytes(request);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String toString() {
            return messageId() + " (" + fate + ", " + segments + " segments" + (report ? ", report" : "")
                    + (receipt == RegisteredDelivery.FINAL ? "" : ", receipt " + receipt)
                    + (transaction == null ? "" : isAborted() ? ", aborted" : ", in a transaction")
                    + (expiresAt == null ? "" : ", expires " + expiresAt) + ")";
        }
    }

    /**
     * One record.
     *
     * @param repeats whether it is a further record with a messageId that was used before
     */
    record Place(Request request, boolean repeats) {}

    SimulatedTraffic(World world, SimulatedKafka kafka, ChangingText text) {
        this.world = world;
        this.kafka = kafka;
        this.text = text;
        this.failures = world.stream(FAILURES);
        this.hasFailures = failures.nextInt(3) > 0;
        for (String lane : List.of(BULK, URGENT)) {
            kafka.create(lane, LANES);
        }
    }

    List<Request> requests() {
        return requests;
    }

    Request request(int number) {
        return requests.get(number);
    }

    /** One past the last offset. */
    long end(TopicPartition partition) {
        return placesOf(partition).size();
    }

    /** What is at that offset of a lane; null when there is only a marker. */
    @Nullable
    Place at(TopicPartition partition, long offset) {
        return placesOf(partition).get((int) offset);
    }

    private List<@Nullable Place> placesOf(TopicPartition partition) {
        return places.computeIfAbsent(partition, first -> new ArrayList<>());
    }

    /** Of the receipts that the provider owes, so many are never made. */
    double lostReceipts() {
        return lostReceipts;
    }

    /** Plans everything that users do from now until then. */
    void plan(long untilNanos, int count) {
        lostReceipts = world.chance(0.3) ? 0.05 : 0;
        int left = count;
        while (left > 0) {
            int burst = world.chance(0.5) ? 1 : (int) world.between(2, Math.min(left, count / 3) + 2);
            long when = world.between(world.nanos(), untilNanos);
            boolean together = world.chance(0.1);
            world.at(when, () -> produce(burst, together));
            left -= burst;
        }
    }

    /** Produces that many at once, on one lane: well-formed, alone, and without an end. */
    void burst(String lane, int count) {
        for (int i = 0; i < count; i++) {
            Request request = new Request(requests.size(), Fate.DELIVERED, 1, false, RegisteredDelivery.FINAL, null);
            request.urgent = lane.equals(URGENT);
            requests.add(request);
            store(new Place(request, false), new TopicPartition(lane, i % LANES), null);
        }
    }

    /** Partitions of lanes that a transaction holds up. */
    Set<TopicPartition> heldUp() {
        return places.keySet().stream()
                .filter(partition ->
                        kafka.log(partition).lastStable() < kafka.log(partition).end())
                .collect(Collectors.toSet());
    }

    private void produce(int count, boolean together) {
        PartitionLog.Transaction transaction = together ? new PartitionLog.Transaction() : null;
        List<TopicPartition> partitions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            partitions.add(produce(transaction));
            if (transaction == null && world.chance(0.04)) {
                repeat(requests.get(requests.size() - 1), partitions.get(i));
            }
        }
        if (transaction != null) {
            boolean abort = world.chance(0.4);
            long left = world.chance(0.1) ? 20 * World.SECOND : world.between(10, 3_000) * World.MILLI;
            List<TopicPartition> distinct = partitions.stream().distinct().toList();
            world.after(left, () -> {
                kafka.end(transaction, distinct, abort);
                distinct.forEach(partition -> placesOf(partition).add(null));
            });
        }
    }

    private TopicPartition produce(PartitionLog.@Nullable Transaction transaction) {
        Request request = new Request(
                requests.size(),
                fate(),
                world.chance(0.1) ? (int) world.between(2, 5) : 1,
                world.chance(0.3),
                world.chance(0.9) ? reported() : RegisteredDelivery.NONE,
                world.chance(0.1) ? world.instant().plusMillis(world.between(500, 20_000)) : null);
        request.transaction = transaction;
        requests.add(request);
        TopicPartition partition = new TopicPartition(
                world.chance(0.2) ? URGENT : BULK, world.random().nextInt(LANES));
        store(new Place(request, false), partition, transaction);
        return partition;
    }

    private RegisteredDelivery reported() {
        return hasFailures && failures.nextInt(4) == 0 ? RegisteredDelivery.FAILURE : RegisteredDelivery.FINAL;
    }

    /** The same again, at once or some time later. */
    private void repeat(Request request, TopicPartition partition) {
        if (request.fate() != Fate.UNREADABLE) {
            request.repeats++;
            world.after(world.between(0, 20_000) * World.MILLI, () -> store(new Place(request, true), partition, null));
        }
    }

    private void store(Place place, TopicPartition partition, PartitionLog.@Nullable Transaction transaction) {
        placesOf(partition).add(place);
        kafka.append(
                partition,
                place.request().messageId().getBytes(StandardCharsets.UTF_8),
                place.request().value(text),
                new RecordHeaders(),
                transaction);
    }

    private Fate fate() {
        double chance = world.random().nextDouble();
        if (chance < 0.85) {
            return Fate.DELIVERED;
        }
        return chance < 0.93 ? Fate.UNDELIVERED : chance < 0.98 ? Fate.REFUSED : Fate.UNREADABLE;
    }
}

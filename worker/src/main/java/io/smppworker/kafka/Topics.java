package io.smppworker.kafka;

import io.smppworker.config.TopicNames;
import io.smppworker.message.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The product's topics: creates missing ones, verifies existing ones. Blocking; not thread-safe. */
public final class Topics {
    /**
     * Partitions of {@code smpp.submissions} when it is created here; several partitions of a lane share one. More would cost
     * more, as for the deliveries; with fewer, a worker that takes over a partition of a lane would read more records of
     * others.
     */
    public static final int JOURNAL = 4;

    /**
     * Partitions of {@code smpp.deliveries} when it is created here. One carries some thousand deliver_sm a second, and each
     * costs: a commit of a correlator ends a transaction over all partitions that it has read and written.
     */
    public static final int DELIVERIES = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
    private static final long ASK_AGAIN_MILLIS = 500;
    private static final Duration CREATED = Duration.ofSeconds(30);
    private static final long AWAITED_MILLIS = 100;

    private final Admin admin;
    private final TopicNames names;
    private final int slots;
    private final int replicationFactor;

    /** @param slots bind slots of the account: the partition count of lanes and leases */
    public Topics(Admin admin, TopicNames names, int slots, int replicationFactor) {
        this.admin = admin;
        this.names = names;
        this.slots = slots;
        this.replicationFactor = replicationFactor;
    }

    /** How a missing topic is treated. */
    public enum Missing {
        CREATE,
        /** A worker will create it when it starts: {@code kafka.createTopics}. */
        LEAVE_TO_WORKER,
        REFUSE
    }

    /**
     * How many partitions an existing topic has. Asks until Kafka answers, twice a second.
     *
     * @throws KafkaException when it is an error that time does not mend
     */
    public static int partitionsOf(Admin admin, String topic) throws InterruptedException {
        while (true) {
            try {
                return admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                        .mapToInt(description -> description.partitions().size())
                        .sum();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof RetriableException)) {
                    throw new KafkaException("cannot describe " + topic, e.getCause());
                }
                LOG.warn("Kafka does not describe {} yet ({}); asking again", topic, String.valueOf(e.getCause()));
                TimeUnit.MILLISECONDS.sleep(ASK_AGAIN_MILLIS);
            }
        }
    }

    /**
     * Waits until the topic is there, and describes it.
     *
     * @throws ExecutionException when it is not, after that time ({@link UnknownTopicOrPartitionException}), or when Kafka does not
     *     answer, or refuses to
     */
    static TopicDescription await(Admin admin, String topic, Duration atMost)
            throws InterruptedException, ExecutionException {
        long tries = atMost.toMillis() / AWAITED_MILLIS;
        for (long tried = 1; true; tried++) {
            try {
                return Objects.requireNonNull(admin.describeTopics(List.of(topic))
                        .allTopicNames()
                        .get()
                        .get(topic));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || tried >= tries) {
                    throw e;
                }
            }
            TimeUnit.MILLISECONDS.sleep(AWAITED_MILLIS);
        }
    }

    /** Verifies every topic, and treats the missing ones as {@code missing} says. */
    public List<Finding> verify(Missing missing) throws InterruptedException, ExecutionException {
        List<NewTopic> all = wanted();
        Map<String, TopicDescription> existing =
                existing(admin, all.stream().map(NewTopic::name).toList());
        List<Finding> findings = new ArrayList<>();
        for (NewTopic wanted : all) {
            TopicDescription found = existing.get(wanted.name());
            findings.add(found == null ? missing(wanted, missing) : verify(found));
        }
        return findings;
    }

    private Finding missing(NewTopic wanted, Missing missing) throws InterruptedException, ExecutionException {
        if (missing == Missing.REFUSE && wanted.name().equals(names.status())) {
            return Finding.poor(
                    wanted.name(), "does not exist: it works, but a worker's page does not show the others without it");
        }
        return switch (missing) {
            case CREATE -> create(wanted);
            case LEAVE_TO_WORKER ->
                Finding.good(wanted.name(), "does not exist yet: the first worker creates it, or the topics command");
            case REFUSE ->
                Finding.unusable(
                        wanted.name(),
                        "does not exist: set kafka.createTopics to true, or create it with %d partitions"
                                .formatted(wanted.numPartitions()));
        };
    }

    /** Those of the topics that exist, by name; not one that only some brokers know yet. */
    static Map<String, TopicDescription> existing(Admin admin, Collection<String> names)
            throws InterruptedException, ExecutionException {
        Set<String> there = new HashSet<>(admin.listTopics().names().get());
        there.retainAll(names);
        Map<String, TopicDescription> found = new HashMap<>();
        for (KafkaFuture<TopicDescription> asked :
                admin.describeTopics(there).topicNameValues().values()) {
            try {
                TopicDescription description = asked.get();
                found.put(description.name(), description);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return found;
    }

    private Finding create(NewTopic wanted) throws InterruptedException, ExecutionException {
        try {
            admin.createTopics(List.of(wanted)).all().get();
            return Finding.good(wanted.name(), "created with " + partitions(wanted.numPartitions()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return verify(createdMeanwhile(wanted.name()));
            }
            throw e;
        }
    }

    /** Another worker was faster; its topic shows up when the broker knows it, which a busy one takes seconds for. */
    private TopicDescription createdMeanwhile(String name) throws InterruptedException, ExecutionException {
        try {
            return await(admin, name, CREATED);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new IllegalStateException("topic " + name + " exists and cannot be described; start again", e);
            }
            throw e;
        }
    }

    private Finding verify(TopicDescription found) {
        int partitions = found.partitions().size();
        String name = found.name();
        Finding good = Finding.good(name, "has " + partitions(partitions));
        if (partitions == slots || name.equals(names.status())) {
            return good;
        }
        if (name.equals(names.binds())) {
            String problem = "has %d partitions, but the account has %d bind slots (binds per server x servers). "
                    .formatted(partitions, slots);
            String fix = partitions < slots
                    ? "Add partitions: kafka-topics --alter --topic %s --partitions %d".formatted(name, slots)
                    : "It never holds a record: stop all workers, delete it, and start one worker (or run the topics"
                            + " command) to create it again";
            return Finding.unusable(name, problem + fix);
        }
        if (name.equals(names.outbound()) || name.equals(names.urgent())) {
            return Finding.poor(
                    name,
                    "has %d partitions: it works, but a worker's share of the requests equals its share of the binds only with exactly %d"
                            .formatted(partitions, slots));
        }
        return good;
    }

    private static String partitions(int count) {
        return count + (count == 1 ? " partition" : " partitions");
    }

    private List<NewTopic> wanted() {
        String week = Long.toString(Duration.ofDays(7).toMillis());
        return List.of(
                topic(names.outbound(), Map.of()),
                topic(names.urgent(), Map.of()),
                topic(names.binds(), Map.of()),
                topic(names.submissions(), JOURNAL, Map.of(TopicConfig.RETENTION_MS_CONFIG, week)),
                topic(names.deliveries(), DELIVERIES, Map.of(TopicConfig.RETENTION_MS_CONFIG, week)),
                topic(names.receipts(), Map.of(TopicConfig.RETENTION_MS_CONFIG, week)),
                topic(names.inbound(), Map.of(TopicConfig.RETENTION_MS_CONFIG, week)),
                topic(
                        names.deadLetters(),
                        Map.of(
                                TopicConfig.RETENTION_MS_CONFIG,
                                Long.toString(Duration.ofDays(30).toMillis()),
                                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                Integer.toString(ClientProperties.MAX_REQUEST_BYTES))),
                status());
    }

    /** One partition, of which only the last status of each worker matters, and that for a minute. */
    private NewTopic status() {
        return new NewTopic(names.status(), Optional.of(1), replication())
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(Duration.ofHours(1).toMillis()),
                        TopicConfig.SEGMENT_MS_CONFIG,
                        Long.toString(Duration.ofMinutes(10).toMillis()),
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        "LogAppendTime"));
    }

    private Optional<Short> replication() {
        return replicationFactor < 0 ? Optional.empty() : Optional.of((short) replicationFactor);
    }

    private NewTopic topic(String name, Map<String, String> configs) {
        return topic(name, slots, configs);
    }

    private NewTopic topic(String name, int partitions, Map<String, String> configs) {
        Map<String, String> all = new LinkedHashMap<>(configs);
        all.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        return new NewTopic(name, Optional.of(partitions), replication()).configs(all);
    }
}

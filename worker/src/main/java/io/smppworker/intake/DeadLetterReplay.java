package io.smppworker.intake;

import io.smppworker.config.WorkerConfig;
import io.smppworker.kafka.ClientProperties;
import io.smppworker.kafka.RequiredTopics;
import io.smppworker.kafka.TopicReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Finds dead letters, and puts the originals back on the lanes they came from. One thread; blocking. */
public final class DeadLetterReplay {
    private final WorkerConfig config;

    public DeadLetterReplay(WorkerConfig config) {
        this.config = config;
    }

    /** All present dead letters that match, partition by partition in their order. */
    public List<DeadLetter> find(DeadLetterFilter filter) {
        List<DeadLetter> found = new ArrayList<>();
        try (TopicReader reader =
                new TopicReader(config, List.of(config.topics().deadLetters()))) {
            reader.all(stored -> {
                DeadLetter letter = DeadLetter.of(stored);
                if (filter.matches(letter)) {
                    found.add(letter);
                }
            });
        }
        return found;
    }

    /** The lane that it goes back to: its own, or the bulk lane when it does not name a lane. */
    public String lane(DeadLetter letter) {
        String urgent = config.topics().urgent();
        return letter.text("topic").equals(urgent) ? urgent : config.topics().outbound();
    }

    /**
     * Produces the originals again, key, value and headers as they were. Returns when Kafka has all of them.
     *
     * @throws IllegalStateException with a message for people, when Kafka does not answer or has no such lane
     * @throws KafkaException when Kafka refuses to answer this user
     * @throws ExecutionException when Kafka refuses one; those before it are on their lanes
     */
    public void putBack(List<DeadLetter> letters) throws InterruptedException, ExecutionException {
        RequiredTopics.lookUp(config.kafka(), letters.stream().map(this::lane).collect(Collectors.toSet()));
        ClientProperties properties = new ClientProperties(config.kafka(), config.workerId() + "-replay");
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties.producer())) {
            List<Future<RecordMetadata>> stored = new ArrayList<>();
            for (DeadLetter letter : letters) {
                stored.add(producer.send(letter.original(lane(letter))));
            }
            for (Future<RecordMetadata> one : stored) {
                one.get();
            }
        }
    }
}

package io.smppworker.ops;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Warnings of Kafka's clients and Kafka Streams that are no user's concern, or that come a hundred times where once would do.
 * A warning that is not in this table is logged as it is, and so is every error. The texts are those of kafka-clients and
 * kafka-streams 3.9 to 4.4.
 */
final class KafkaWarnings {
    private static final String CLIENTS = "org.apache.kafka.clients.";
    private static final String PRODUCER = CLIENTS + "producer.internals.";
    private static final String CONSUMER = CLIENTS + "consumer.internals.";
    private static final String STREAMS = "org.apache.kafka.streams.";
    private static final String STREAMS_INTERNALS = STREAMS + "processor.internals.";

    /** The meaning of a warning, and how it is logged. */
    enum Meaning {
        /** It belongs to an ordinary start, rebalance or stop: never logged. */
        ORDINARY(null, Duration.ZERO),
        /** A broker that is restarted in order is unreachable for a moment only, and others stand in. */
        UNREACHABLE("Kafka cannot be reached", Duration.ofSeconds(2)),
        /** A topic that was just created, a leader that was just elected. */
        NOT_READY("Kafka has topics or partitions that cannot be used", Duration.ofSeconds(15)),
        /** A transaction is still being ended when the next begins; a broker that starts has its logs to load. */
        RETRIED("Kafka takes records or offsets only after retries", Duration.ofSeconds(15)),
        /** After a crash, exactly-once processing trusts no store that was open. */
        REBUILT("part of the correlator's state cannot be used, and is rebuilt from Kafka", Duration.ZERO),
        /** The correlator was paused or cut off for longer than its session. */
        FENCED("the correlator's work had gone to other workers meanwhile; it joins them anew", Duration.ZERO);

        private final @Nullable String words;
        private final Duration patience;

        Meaning(@Nullable String words, Duration patience) {
            this.words = words;
            this.patience = patience;
        }

        /** For the log; null when it is not logged. */
        @Nullable
        String words() {
            return words;
        }

        /** How long it may last before it is logged. */
        Duration patience() {
            return patience;
        }
    }

    /**
     * One line of the table.
     *
     * @param logger the name of the logger, or the beginning of it
     * @param fragment of the message; Kafka's clients have put the arguments in before the logger sees it
     */
    private record Known(String logger, String fragment, Meaning meaning) {
        private boolean matches(String name, String message) {
            return name.startsWith(logger) && message.contains(fragment);
        }
    }

    private static final List<Known> TABLE = List.of(
            new Known(CLIENTS + "NetworkClient", "could not be established", Meaning.UNREACHABLE),
            new Known(CLIENTS + "NetworkClient", "Bootstrap broker ", Meaning.UNREACHABLE),
            new Known(CLIENTS + "NetworkClient", "Error connecting to node", Meaning.UNREACHABLE),
            new Known(CLIENTS + "NetworkClient", "reported a recoverable issue", Meaning.NOT_READY),
            new Known(CLIENTS + "NetworkClient", "Error while fetching metadata", Meaning.NOT_READY),
            new Known(PRODUCER + "Sender", "Got error produce response", Meaning.RETRIED),
            new Known(PRODUCER + "Sender", "Received invalid metadata error in produce request", Meaning.RETRIED),
            new Known(PRODUCER + "Sender", "Received unknown topic or partition error", Meaning.NOT_READY),
            // an error when it cannot be retried
            new Known(CONSUMER + "ConsumerCoordinator", "Offset commit failed on partition", Meaning.RETRIED),
            new Known(STREAMS + "StreamsConfig", "Processing exception handler is not enabled", Meaning.ORDINARY),
            new Known(STREAMS_INTERNALS + "StateDirectory", "Using an OS temp directory", Meaning.ORDINARY),
            new Known(STREAMS, "standby tasks for task", Meaning.ORDINARY),
            new Known(STREAMS_INTERNALS + "ProcessorStateManager", "did not find checkpoint offset", Meaning.REBUILT),
            new Known(STREAMS_INTERNALS + "StateDirectory", "Failed to register startup state stores", Meaning.REBUILT),
            new Known(STREAMS_INTERNALS + "TaskManager", "Encounter corrupted task", Meaning.REBUILT),
            new Known(STREAMS_INTERNALS + "StreamThread", "Detected the states of tasks", Meaning.REBUILT),
            new Known(STREAMS_INTERNALS + "StreamThread", "Detected that the thread is being fenced", Meaning.FENCED));

    private KafkaWarnings() {}

    /** The meaning of a warning; empty when it is not in the table. */
    static Optional<Meaning> meaning(String logger, String message) {
        return TABLE.stream()
                .filter(known -> known.matches(logger, message))
                .map(Known::meaning)
                .findFirst();
    }
}

package io.smppworker.kafka;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that its producer has neither committed nor aborted for a while. Nothing behind its first record is read
 * until it has: it holds up that partition, and no other. One component for each thing that the broker says of it.
 *
 * @param offset of its first record in that partition
 * @param offsetsHeldUp how many offsets are in it and behind it: at most so many requests wait
 * @param since when it began, by its coordinator, or else when it was first seen here
 * @param producerId null when the broker does not report it, as {@code transactionalId}
 * @param endsAt when the coordinator aborts it by itself; null when that is not known, or will not be
 * @param toDo what to do, in words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OpenTransaction(
        String topic,
        int partition,
        long offset,
        long offsetsHeldUp,
        @JsonSerialize(using = ToStringSerializer.class) Instant since,
        @Nullable Long producerId,
        @Nullable String transactionalId,

        @JsonSerialize(using = ToStringSerializer.class) @Nullable
        Instant endsAt,

        String toDo) {

    /**
     * A transaction that was found.
     *
     * @param firstSeen when the partition was first seen to be held up at this offset
     * @param owner null when the broker does not report it
     */
    static OpenTransaction of(
            TopicPartition partition,
            LogEnds ends,
            Instant firstSeen,
            @Nullable TransactionOwner owner,
            String bootstrapServers) {
        Instant begunAt = owner == null ? null : owner.begunAt();
        return new OpenTransaction(
                partition.topic(),
                partition.partition(),
                ends.lastStable(),
                ends.high() - ends.lastStable(),
                begunAt != null && begunAt.isBefore(firstSeen) ? begunAt : firstSeen,
                owner == null ? null : owner.producerId(),
                owner == null ? null : owner.transactionalId(),
                owner == null ? null : owner.endsAt(),
                toDo(partition, ends.lastStable(), owner, bootstrapServers));
    }

    private static String toDo(
            TopicPartition partition, long offset, @Nullable TransactionOwner owner, String bootstrapServers) {
        return "%s kafka-transactions.sh --bootstrap-server %s abort --topic %s --partition %d --start-offset %d"
                .formatted(
                        ending(owner),
                        bootstrapServers.replace(" ", ""),
                        partition.topic(),
                        partition.partition(),
                        offset);
    }

    private static String ending(@Nullable TransactionOwner owner) {
        if (owner != null && owner.forgotten()) {
            return "its coordinator knows of it no more, so it does not end by itself; abort it:";
        }
        Instant endsAt = owner == null ? null : owner.endsAt();
        return endsAt == null
                ? "it ends when its producer starts again, or when its transaction.timeout.ms has run out; or abort it:"
                : "it ends when its producer starts again, or at %s, when its transaction.timeout.ms has run out; or abort it:"
                        .formatted(endsAt);
    }

    /** What it holds up, for how long, whose it is, and what to do. */
    public String inWords(Instant now) {
        return "held up at offset %d for %d s by a transaction of %s that is neither committed nor aborted, %d offset%s long with what waits behind it: %s"
                .formatted(
                        offset, age(now).toSeconds(), producer(), offsetsHeldUp, offsetsHeldUp == 1 ? "" : "s", toDo);
    }

    private String producer() {
        if (transactionalId != null) {
            return "transactional.id %s (producer id %d)".formatted(transactionalId, producerId);
        }
        return producerId == null
                ? "a producer that the broker does not name"
                : "producer id %d, whose transactional.id is not known".formatted(producerId);
    }

    String topicPartition() {
        return topic + "-" + partition;
    }

    /** For how long it has been open. */
    public Duration age(Instant now) {
        Duration age = Duration.between(since, now);
        return age.isNegative() ? Duration.ZERO : age;
    }
}

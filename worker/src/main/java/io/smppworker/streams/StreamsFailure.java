package io.smppworker.streams;

import java.util.Locale;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** The kind of failure that stopped a stream thread, as far as the recovery depends on it. */
enum StreamsFailure {
    /** The device of the state directory is full; nothing helps but space. */
    NO_SPACE,
    /** The state directory cannot be opened, read or written; it is rebuilt from Kafka when deleted. */
    STATE,
    /** Anything else. */
    OTHER;

    /** Looks through the whole chain of causes, for Streams wraps the exceptions of RocksDB and the file system. */
    static StreamsFailure of(Throwable failure) {
        StreamsFailure kind = OTHER;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (saysNoSpace(cause)) {
                return NO_SPACE;
            }
            if (cause instanceof ProcessorStateException || cause instanceof RocksDBException) {
                kind = STATE;
            }
        }
        return kind;
    }

    /** By the texts of errno's ENOSPC and EDQUOT, which the JDK and RocksDB both pass on, or by RocksDB's own code. */
    private static boolean saysNoSpace(Throwable cause) {
        if (cause instanceof RocksDBException rocks
                && rocks.getStatus() != null
                && rocks.getStatus().getSubCode() == Status.SubCode.NoSpace) {
            return true;
        }
        @Nullable String words = cause.getMessage();
        if (words == null) {
            return false;
        }
        String lower = words.toLowerCase(Locale.ROOT);
        return lower.contains("no space left on device") || lower.contains("disk quota exceeded");
    }
}

package io.smppworker.sandbox.provider;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The log's entries, columns in chunks: 33 octets an entry and its note. Appending is thread-safe, reading sees every
 * entry below {@link #size()} and takes no lock.
 */
final class EntryStore {
    private static final int CHUNK_BITS = 13;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int MASK = CHUNK - 1;

    private static final class Chunk {
        final long[] nanos = new long[CHUNK];
        final int[] session = new int[CHUNK];
        final boolean[] out = new boolean[CHUNK];
        final int[] command = new int[CHUNK];
        final int[] sequence = new int[CHUNK];
        final int[] status = new int[CHUNK];
        final int[] answers = new int[CHUNK];
        final @Nullable Note[] note = new Note[CHUNK];
    }

    private volatile Chunk[] chunks = new Chunk[0];
    private volatile int size;

    synchronized int append(
            long nanos,
            int session,
            Direction direction,
            int command,
            int sequence,
            int status,
            int answers,
            @Nullable Note note) {
        int index = size;
        if (index >> CHUNK_BITS == chunks.length) {
            Chunk[] longer = Arrays.copyOf(chunks, chunks.length + 1);
            longer[chunks.length] = new Chunk();
            chunks = longer;
        }
        Chunk chunk = chunks[index >> CHUNK_BITS];
        int at = index & MASK;
        chunk.nanos[at] = nanos;
        chunk.session[at] = session;
        chunk.out[at] = direction == Direction.OUT;
        chunk.command[at] = command;
        chunk.sequence[at] = sequence;
        chunk.status[at] = status;
        chunk.answers[at] = answers;
        chunk.note[at] = note;
        size = index + 1;
        return index;
    }

    int size() {
        return size;
    }

    long nanos(int index) {
        return chunks[index >> CHUNK_BITS].nanos[index & MASK];
    }

    int session(int index) {
        return chunks[index >> CHUNK_BITS].session[index & MASK];
    }

    boolean is(int index, Direction direction, int command) {
        Chunk chunk = chunks[index >> CHUNK_BITS];
        return chunk.command[index & MASK] == command && chunk.out[index & MASK] == (direction == Direction.OUT);
    }

    int status(int index) {
        return chunks[index >> CHUNK_BITS].status[index & MASK];
    }

    int answers(int index) {
        return chunks[index >> CHUNK_BITS].answers[index & MASK];
    }

    @Nullable
    Note note(int index) {
        return chunks[index >> CHUNK_BITS].note[index & MASK];
    }

    LogEntry entry(int index) {
        Chunk chunk = chunks[index >> CHUNK_BITS];
        int at = index & MASK;
        return new LogEntry(
                index,
                chunk.nanos[at],
                chunk.session[at],
                chunk.out[at] ? Direction.OUT : Direction.IN,
                chunk.command[at],
                chunk.sequence[at],
                chunk.status[at],
                chunk.answers[at],
                chunk.note[at]);
    }
}

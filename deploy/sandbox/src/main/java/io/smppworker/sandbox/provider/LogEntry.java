package io.smppworker.sandbox.provider;

import org.jspecify.annotations.Nullable;

/**
 * One PDU of the log. One component for each field of an entry.
 *
 * @param index its place in the log, from 0
 * @param nanos monotonic, {@link System#nanoTime} of the provider's process: arrival, or the hand-over to the socket
 * @param session number of the session, see {@link PduLog#sessions}
 * @param commandId command_id
 * @param answers entry of the request that a response answers; -1 for requests and unmatched responses
 */
record LogEntry(
        int index,
        long nanos,
        int session,
        Direction direction,
        int commandId,
        int sequence,
        int commandStatus,
        int answers,
        @Nullable Note note) {}

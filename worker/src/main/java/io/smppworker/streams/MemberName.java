package io.smppworker.streams;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names a stream thread's member of the group: its client id ends with the unique part of its transactional id, so that a
 * list of the group's members shows which transactions are theirs. Kafka Streams' transactional id is
 * {@code <application.id>-<process id>-<thread>} (KIP-447).
 */
public final class MemberName {
    private static final char MARK = '@';
    private static final Pattern THREAD = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-\\d+");

    private MemberName() {}

    /** The client id with the process and thread of that transactional id, if it is one of that application. */
    static String of(String clientId, String applicationId, String transactionalId) {
        return isOf(applicationId, transactionalId)
                ? clientId + MARK + transactionalId.substring(applicationId.length() + 1)
                : clientId;
    }

    /** The transactional id of the member with this client id; empty if the client id does not contain it. */
    static Optional<String> transactionalId(String clientId, String applicationId) {
        String thread = clientId.substring(clientId.lastIndexOf(MARK) + 1);
        return THREAD.matcher(thread).matches() ? Optional.of(applicationId + "-" + thread) : Optional.empty();
    }

    /** Whether it is the transactional id of a stream thread of that application, and not of one with a longer name. */
    public static boolean isOf(String applicationId, String transactionalId) {
        return transactionalId.startsWith(applicationId + "-")
                && THREAD.matcher(transactionalId.substring(applicationId.length() + 1))
                        .matches();
    }
}

package io.smppworker.correlate;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a stream thread's member of the group is called: its client id ends with what sets its transactional id apart, so
 * that whoever asks the coordinator for the group's members knows which transactions are theirs. Kafka Streams makes the
 * transactional id of {@code <application.id>-<process id>-<thread>} (KIP-447).
 */
final class MemberName {
    private static final char MARK = '@';
    private static final Pattern THREAD = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-\\d+");

    private MemberName() {}

    /** The client id with the process and thread of that transactional id, if it is one of that application. */
    static String of(String clientId, String applicationId, String transactionalId) {
        return isOf(applicationId, transactionalId)
                ? clientId + MARK + transactionalId.substring(applicationId.length() + 1)
                : clientId;
    }

    /** The transactional id of a member that is called so; none if it does not say. */
    static Optional<String> transactionalId(String clientId, String applicationId) {
        String thread = clientId.substring(clientId.lastIndexOf(MARK) + 1);
        return THREAD.matcher(thread).matches() ? Optional.of(applicationId + "-" + thread) : Optional.empty();
    }

    /** Whether it is the transactional id of a stream thread of that application, and not of one with a longer name. */
    static boolean isOf(String applicationId, String transactionalId) {
        return transactionalId.startsWith(applicationId + "-")
                && THREAD.matcher(transactionalId.substring(applicationId.length() + 1))
                        .matches();
    }
}

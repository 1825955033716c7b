package io.smppworker.cli;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.TimeoutException;

/** Error messages for people. */
public final class Failure {
    private Failure() {}

    /** As {@link #describe}; when Kafka does not answer, what to check. */
    public static String forPeople(Throwable error) {
        return unwrapped(error) instanceof TimeoutException
                ? "Kafka does not answer: check kafka.bootstrapServers, and kafka.properties when the brokers ask for"
                        + " TLS or a log-in"
                : describe(error);
    }

    /** The innermost cause that says something, without the wrappers of futures. */
    public static String describe(Throwable error) {
        Throwable cause = unwrapped(error);
        String message = cause.getMessage();
        String text = message == null ? cause.getClass().getSimpleName() : message;
        return cause.getCause() == null || cause.getCause().getMessage() == null
                ? text
                : text + ": " + cause.getCause().getMessage();
    }

    private static Throwable unwrapped(Throwable error) {
        Throwable cause = error;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}

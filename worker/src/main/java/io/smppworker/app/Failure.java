package io.smppworker.app;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Errors in words for people. */
final class Failure {
    private Failure() {}

    /** The innermost cause that says something, without the wrappers of futures. */
    static String describe(Throwable error) {
        Throwable cause = error;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        String text = message == null ? cause.getClass().getSimpleName() : message;
        return cause.getCause() == null || cause.getCause().getMessage() == null
                ? text
                : text + ": " + cause.getCause().getMessage();
    }
}

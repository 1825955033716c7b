package io.smppworker.correlate;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.smppworker.schemas.RequestPlace;
import java.util.List;
import java.util.stream.Stream;

/**
 * Further requests with the messageId of a message, which were not submitted.
 *
 * @param waiting those that wait for the message's first outcome, the newest {@link #MOST_WAITING} of them
 * @param answered those that have their receipt, the newest {@link #MOST_ANSWERED} of them, so that a request read again
 *     from the journal is not answered again
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
record RepeatedRequests(List<MessageRequest> waiting, List<RequestPlace> answered) {
    /** Each may bring a context of 4 KiB. */
    static final int MOST_WAITING = 16;

    static final int MOST_ANSWERED = 64;
    static final RepeatedRequests NONE = new RepeatedRequests(List.of(), List.of());

    boolean know(MessageRequest request) {
        return answered.contains(request.place()) || waiting.stream().anyMatch(request::isSameAs);
    }

    /** Whether the next one to wait takes the place of the oldest. */
    boolean isFull() {
        return waiting.size() >= MOST_WAITING;
    }

    RepeatedRequests withWaiting(MessageRequest request) {
        return new RepeatedRequests(newest(waiting, List.of(request), MOST_WAITING), answered);
    }

    RepeatedRequests withAnswered(MessageRequest request) {
        return new RepeatedRequests(waiting, newest(answered, List.of(request.place()), MOST_ANSWERED));
    }

    /** All that waited now have their receipt. */
    RepeatedRequests allAnswered() {
        List<RequestPlace> places = waiting.stream().map(MessageRequest::place).toList();
        return new RepeatedRequests(List.of(), newest(answered, places, MOST_ANSWERED));
    }

    private static <T> List<T> newest(List<T> before, List<T> added, int most) {
        return Stream.concat(before.stream(), added.stream())
                .skip(Math.max(0, before.size() + added.size() - most))
                .toList();
    }
}

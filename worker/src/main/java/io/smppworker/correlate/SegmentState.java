package io.smppworker.correlate;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.smppworker.schemas.Receipt.Status;
import io.smppworker.schemas.SubmissionRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state of one segment.
 *
 * @param index 1-based
 * @param smscMessageIds the ids the provider gave it; more than one when it was submitted again
 * @param outcome of its submission
 * @param attempts how often it was submitted, as far as is known
 * @param reports the reports on it without duplicates, in order of arrival, the newest {@link #MOST_REPORTS}
 * @param doubted whether it was submitted again after an attempt whose outcome was not known
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
record SegmentState(
        int index,
        List<String> smscMessageIds,
        SegmentOutcome outcome,
        int attempts,
        List<MessageEvent.Report> reports,
        boolean doubted) {

    static final int MOST_REPORTS = 32;

    static SegmentState unknown(int index) {
        return new SegmentState(index, List.of(), SegmentOutcome.NONE, 0, List.of(), false);
    }

    /** Of a message that is cut anew: the reports may be on what is submitted now. */
    SegmentState cutAnew() {
        return new SegmentState(index, List.of(), SegmentOutcome.NONE, 0, reports, false);
    }

    /** With a further outcome of its submission; its id counts only if the outcome does. */
    SegmentState with(SubmissionRecord.Outcome further) {
        boolean stands = outcome.outranks(further);
        return new SegmentState(
                index,
                stands ? smscMessageIds : withId(further.smscMessageId()),
                stands ? outcome : SegmentOutcome.of(further),
                Math.max(attempts, further.attempts()),
                reports,
                doubted || Boolean.TRUE.equals(further.possibleDuplicate()));
    }

    /** The outcome of its submission; null before there is one. */
    @Nullable
    Status status() {
        return outcome.status();
    }

    private List<String> withId(@Nullable String id) {
        if (id == null || smscMessageIds.contains(id)) {
            return smscMessageIds;
        }
        return appended(smscMessageIds, id);
    }

    boolean knows(MessageEvent.Report report) {
        return reports.stream().anyMatch(report::repeats);
    }

    SegmentState with(MessageEvent.Report report) {
        if (knows(report)) {
            return this;
        }
        List<MessageEvent.Report> all = appended(reports, report);
        return new SegmentState(
                index,
                smscMessageIds,
                outcome,
                attempts,
                all.subList(Math.max(0, all.size() - MOST_REPORTS), all.size()),
                doubted);
    }

    /** Whether the handset may get it twice. */
    boolean possibleDuplicate() {
        return doubted || smscMessageIds.size() > 1;
    }

    /** The reports on ids it is known to have, in order of arrival, up to the one that ends its delivery. */
    List<MessageEvent.Report> history() {
        MessageEvent.Report ending = ending();
        List<MessageEvent.Report> history = new ArrayList<>();
        for (MessageEvent.Report report : reports) {
            if (report.equals(ending)) {
                history.add(report);
                break;
            }
            if (smscMessageIds.contains(report.smscMessageId()) && !Finality.isFinal(report.status())) {
                history.add(report);
            }
        }
        return history;
    }

    /**
     * The report that ends its delivery: of each copy the last final report counts, and a copy that was delivered goes
     * before one that was not.
     */
    private MessageEvent.@Nullable Report ending() {
        Map<String, MessageEvent.Report> ends = new LinkedHashMap<>();
        for (MessageEvent.Report report : reports) {
            if (smscMessageIds.contains(report.smscMessageId()) && Finality.isFinal(report.status())) {
                ends.put(report.smscMessageId(), report);
            }
        }
        return ends.values().stream()
                .filter(report -> report.status() == Status.DELIVERED)
                .findFirst()
                .or(() -> ends.values().stream().findFirst())
                .orElse(null);
    }

    /** The newest report; the one that ends its delivery once there is one. */
    MessageEvent.@Nullable Report latest() {
        List<MessageEvent.Report> history = history();
        return history.isEmpty() ? null : history.get(history.size() - 1);
    }

    /** Whether the provider gave it an id on which no final report is known. */
    boolean hasOpenCopy() {
        return smscMessageIds.stream()
                .anyMatch(id -> reports.stream()
                        .noneMatch(report -> report.smscMessageId().equals(id) && Finality.isFinal(report.status())));
    }

    /** Whether a report has an unknown status, and none has ended its delivery: it may have failed. */
    boolean hasUnknownReport() {
        return ending() == null && history().stream().anyMatch(report -> report.status() == Status.OTHER);
    }

    /** How its delivery ended; null while it has not. */
    @Nullable
    Status end() {
        MessageEvent.Report ending = ending();
        return ending == null ? null : ending.status();
    }

    private static <T> List<T> appended(List<T> list, T element) {
        return Stream.concat(list.stream(), Stream.of(element)).toList();
    }
}

package io.smppworker.app;

import io.smppworker.message.SubmitOutcome;
import io.smppworker.message.Verdict;
import io.smppworker.ops.Count;
import io.smppworker.ops.Span;
import io.smppworker.ops.WorkerMetrics;
import io.smppworker.outbound.PathEvents;

/** Counts what happens on the data path. Thread-safe. */
final class Counting implements PathEvents {
    private final WorkerMetrics metrics;

    Counting(WorkerMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void taken() {
        metrics.count(Count.REQUESTS_TAKEN);
    }

    @Override
    public void repeated() {
        metrics.count(Count.REQUESTS_REPEATED);
    }

    @Override
    public void putAside() {
        metrics.count(Count.REQUESTS_REJECTED);
    }

    @Override
    public void announced(long nanos) {
        metrics.took(Span.JOURNAL_WRITE, nanos);
    }

    @Override
    public void submitted() {
        metrics.count(Count.SEGMENTS_SUBMITTED);
    }

    @Override
    public void settled(SubmitOutcome outcome, long nanos) {
        metrics.count(outcome);
        metrics.took(Span.SUBMIT_RESPONSE, nanos);
    }

    @Override
    public void accepted() {
        metrics.count(Count.REQUESTS_ACCEPTED);
    }

    @Override
    public void ended(Verdict.Kind kind) {
        metrics.count(
                switch (kind) {
                    case REJECTED -> Count.REQUESTS_REJECTED;
                    case EXPIRED -> Count.REQUESTS_EXPIRED;
                    case IN_DOUBT -> Count.REQUESTS_IN_DOUBT;
                });
    }
}

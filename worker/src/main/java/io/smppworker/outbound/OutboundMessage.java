package io.smppworker.outbound;

import io.smppworker.message.Lane;
import io.smppworker.message.LanePartition;
import io.smppworker.message.Segment;
import io.smppworker.message.SmsRequest;
import io.smppworker.message.Source;
import io.smppworker.message.SubmitSm;
import io.smppworker.message.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way out: its segments and where each of them stands. Made by the intake, then owned by the
 * dispatcher's thread alone; the journal only reads what does not change.
 */
public final class OutboundMessage {
    private final SmsRequest request;
    private final Source source;
    private final int reference;
    private final List<Segment> segments;
    private final SegmentState[] states;
    private final int[] attempts;

    private int outstanding;
    private boolean inDoubt;
    private boolean announcing;
    private boolean announced;
    private boolean queued;
    private boolean leaving;
    private boolean closed;
    private @Nullable Verdict verdict;

    /** Where one segment stands. */
    public enum SegmentState {
        /** Not submitted, or submitted and certainly not accepted: may be submitted. */
        UNSENT,
        SENT,
        /** Refused for now; a later try is planned. */
        RESTING,
        ACCEPTED,
        REFUSED,
        /** Submitted, outcome lost, and the user wants it reported rather than sent again. */
        IN_DOUBT
    }

    /**
     * @param reference concatenation reference, 0..255; without meaning for a single segment
     */
    public OutboundMessage(SmsRequest request, Source source, int reference, List<Segment> segments) {
        this.request = request;
        this.source = source;
        this.reference = reference;
        this.segments = segments;
        this.states = new SegmentState[segments.size()];
        Arrays.fill(states, SegmentState.UNSENT);
        this.attempts = new int[segments.size()];
    }

    public SmsRequest request() {
        return request;
    }

    public Source source() {
        return source;
    }

    public int reference() {
        return reference;
    }

    public int segmentCount() {
        return segments.size();
    }

    Lane lane() {
        return source.lane();
    }

    LanePartition partition() {
        return new LanePartition(source.lane(), source.partition());
    }

    /** What an earlier owner left of a segment, as its journal tells. */
    public enum Past {
        UNTOUCHED,
        ACCEPTED,
        REFUSED,
        IN_DOUBT
    }

    /** Takes over a segment where an earlier owner left it. To be called before the message is handed on. */
    public void recover(int index, Past past, int attemptsSoFar) {
        attempts[index - 1] = attemptsSoFar;
        states[index - 1] = switch (past) {
            case UNTOUCHED -> SegmentState.UNSENT;
            case ACCEPTED -> SegmentState.ACCEPTED;
            case REFUSED -> {
                judge(new Verdict(Verdict.Kind.REJECTED, null, "refused by the provider before this worker took over"));
                yield SegmentState.REFUSED;
            }
            case IN_DOUBT -> doubt("the worker that submitted it ended before the response");
        };
    }

    /** A segment was submitted and its outcome is lost. Returns where that leaves it, by the user's policy. */
    SegmentState doubt(String reason) {
        inDoubt = true;
        return switch (request.onInDoubt()) {
            case RESEND -> SegmentState.UNSENT;
            case REPORT -> {
                judge(new Verdict(Verdict.Kind.IN_DOUBT, null, reason));
                yield SegmentState.IN_DOUBT;
            }
        };
    }

    /** Whether any segment may have been accepted without our knowing. */
    boolean inDoubt() {
        return inDoubt;
    }

    /** The first segment that may be submitted now, 1-based. */
    OptionalInt nextUnsent() {
        for (int i = 0; i < states.length; i++) {
            if (states[i] == SegmentState.UNSENT) {
                return OptionalInt.of(i + 1);
            }
        }
        return OptionalInt.empty();
    }

    boolean allAccepted() {
        for (SegmentState state : states) {
            if (state != SegmentState.ACCEPTED) {
                return false;
            }
        }
        return true;
    }

    SubmitSm submitSm(int index) {
        return new SubmitSm(
                request.from(),
                request.to(),
                segments.get(index - 1),
                request.receipt().registeredDelivery(),
                request.priority(),
                request.validity(),
                request.tlvs());
    }

    void sent(int index) {
        states[index - 1] = SegmentState.SENT;
        attempts[index - 1]++;
        outstanding++;
    }

    /** A sent segment is no longer outstanding. */
    void settled(int index, SegmentState state) {
        states[index - 1] = state;
        outstanding--;
    }

    void rested(int index) {
        states[index - 1] = SegmentState.UNSENT;
    }

    /** It never left: the try does not count. */
    void neverLeft(int index) {
        attempts[index - 1]--;
        settled(index, SegmentState.UNSENT);
    }

    public int attempts(int index) {
        return attempts[index - 1];
    }

    /** Nothing is on its way, neither to the provider nor to the journal. */
    boolean quiet() {
        return outstanding == 0 && !announcing;
    }

    /** Its {@code submitting} record is on its way to the journal. */
    void announcing() {
        announcing = true;
    }

    void announcedNow() {
        announcing = false;
        announced = true;
    }

    /** Whether the journal knows that it may be submitted. */
    boolean announced() {
        return announced;
    }

    boolean queued() {
        return queued;
    }

    void queued(boolean isQueued) {
        queued = isQueued;
    }

    @Nullable
    Verdict verdict() {
        return verdict;
    }

    /** The first verdict stands. */
    void judge(Verdict given) {
        if (verdict == null) {
            verdict = given;
        }
    }

    /** Its partition is being given up: nothing more of it is sent. */
    boolean leaving() {
        return leaving;
    }

    void leave() {
        leaving = true;
    }

    /** Its last journal record is written or being written. */
    boolean closed() {
        return closed;
    }

    void close() {
        closed = true;
    }
}

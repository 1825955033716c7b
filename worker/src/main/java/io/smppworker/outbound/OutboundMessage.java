package io.smppworker.outbound;

import io.smppworker.message.Lane;
import io.smppworker.message.LanePartition;
import io.smppworker.message.OnInDoubt;
import io.smppworker.message.Segment;
import io.smppworker.message.SmsRequest;
import io.smppworker.message.Source;
import io.smppworker.message.SubmitSm;
import io.smppworker.message.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way out: its segments and where each of them stands. Made by the intake, then owned by the
 * dispatcher's thread alone; the journal only reads what does not change. Long, because all that may become of a segment,
 * and what each of it means for the request, is decided in this one place.
 */
public final class OutboundMessage {
    private final SmsRequest request;
    private final Source source;
    private final int reference;
    private final boolean transliterated;
    private final List<Part> parts;
    private int outstanding;
    private boolean announcing;
    private boolean announced;
    private boolean queued;
    private boolean leaving;
    private boolean closed;
    private boolean begun;
    private long takenNanos;
    private @Nullable Verdict verdict;

    /** Where one segment stands. */
    public enum SegmentState {
        /** Not submitted, or submitted and not known to be accepted: may be submitted. */
        UNSENT,
        SENT,
        /** Refused for now; a later try is planned. */
        RESTING,
        ACCEPTED,
        REFUSED,
        /** Submitted, outcome lost, and the user wants it reported rather than sent again. */
        IN_DOUBT
    }

    /** What an earlier owner left of a segment, as its journal tells. */
    public enum Past {
        UNTOUCHED,
        ACCEPTED,
        REFUSED,
        IN_DOUBT
    }

    /** One segment, and how it fared so far. */
    private static final class Part {
        final Segment segment;
        SegmentState state = SegmentState.UNSENT;
        /** Times it was submitted. */
        int attempts;
        /** Submissions whose outcome was lost. */
        int doubts;
        /** Times in a row that it was to be submitted and no octet left. */
        int misses;

        Part(Segment segment) {
            this.segment = segment;
        }
    }

    /**
     * @param reference joins the segments, 0..65535; without meaning for a single one
     * @param transliterated whether the segments say it with other characters than the request
     */
    public OutboundMessage(
            SmsRequest request, Source source, int reference, List<Segment> segments, boolean transliterated) {
        this.request = request;
        this.source = source;
        this.reference = reference;
        this.transliterated = transliterated;
        this.parts = segments.stream().map(Part::new).toList();
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

    public boolean transliterated() {
        return transliterated;
    }

    /** Of all that its segments say, CRC-32 in eight hexadecimal digits: whether two ways of cutting it are the same. */
    public String checksum() {
        CRC32 checksum = new CRC32();
        for (Part part : parts) {
            checksum.update(part.segment.dataCoding());
            checksum.update(part.segment.esmClass());
            checksum.update(part.segment.shortMessage());
            part.segment.tlvs().forEach(tlv -> checksum.update(tlv.value()));
        }
        return HexFormat.of().toHexDigits(checksum.getValue(), 8);
    }

    public int segmentCount() {
        return parts.size();
    }

    Lane lane() {
        return source.lane();
    }

    LanePartition partition() {
        return source.lanePartition();
    }

    private Part part(int index) {
        return parts.get(index - 1);
    }

    /**
     * Takes over a segment where an earlier owner left it. To be called before the message is handed on.
     *
     * @param attempts how often it was submitted so far
     * @param doubts how many of these have an outcome that nobody knows
     */
    public void recover(int index, Past past, int attempts, int doubts) {
        Part part = part(index);
        part.attempts = attempts;
        part.doubts = doubts;
        switch (past) {
            case UNTOUCHED -> part.state = SegmentState.UNSENT;
            case ACCEPTED -> part.state = SegmentState.ACCEPTED;
            case REFUSED -> {
                part.state = SegmentState.REFUSED;
                judge(new Verdict(Verdict.Kind.REJECTED, null, "refused by the provider before this worker took over"));
            }
            case IN_DOUBT -> leaveInDoubt(part, "the worker that submitted it ended before the response");
        }
    }

    /** A sent segment's outcome is lost: what comes next is the user's choice. */
    void doubt(int index, String reason) {
        part(index).doubts++;
        settled(index, SegmentState.UNSENT);
        leaveInDoubt(part(index), reason);
    }

    private void leaveInDoubt(Part part, String reason) {
        boolean report = request.onInDoubt() == OnInDoubt.REPORT;
        part.state = report ? SegmentState.IN_DOUBT : SegmentState.UNSENT;
        if (report) {
            judge(new Verdict(Verdict.Kind.IN_DOUBT, null, reason));
        }
    }

    /** Whether any segment may have been accepted without our knowing. */
    boolean inDoubt() {
        return parts.stream().anyMatch(part -> part.doubts > 0 && part.state != SegmentState.ACCEPTED);
    }

    /** Whether a segment that is to be submitted has been in doubt more often than this. */
    boolean inDoubtMoreThan(int times) {
        return parts.stream().anyMatch(part -> part.doubts > times && part.state == SegmentState.UNSENT);
    }

    /** Whether an earlier submission of this segment may have been accepted without our knowing. */
    boolean possibleDuplicate(int index) {
        return part(index).doubts > 0;
    }

    /** The first segment that may be submitted now, 1-based. */
    OptionalInt nextUnsent() {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).state == SegmentState.UNSENT) {
                return OptionalInt.of(i + 1);
            }
        }
        return OptionalInt.empty();
    }

    /** Whether a segment is still to be submitted, now or after a rest. */
    boolean waiting() {
        return parts.stream().anyMatch(part -> part.state == SegmentState.UNSENT || part.state == SegmentState.RESTING);
    }

    boolean allAccepted() {
        return parts.stream().allMatch(part -> part.state == SegmentState.ACCEPTED);
    }

    SegmentState state(int index) {
        return part(index).state;
    }

    /** A new submit_sm of this segment; what is left of the message's validity goes with it. */
    SubmitSm submitSm(int index, Instant now) {
        Instant validUntil = request.validUntil();
        return new SubmitSm(
                request.from(),
                request.to(),
                request.addressing(),
                request.serviceType(),
                part(index).segment,
                request.receipt().registeredDelivery(),
                request.priority(),
                validUntil == null ? null : Duration.between(now, validUntil),
                request.tlvs());
    }

    void sent(int index) {
        Part part = part(index);
        part.state = SegmentState.SENT;
        part.attempts++;
        outstanding++;
    }

    /** Notes that something of it is submitted now. Returns whether that is the first time here. */
    boolean begin() {
        boolean first = !begun;
        begun = true;
        return first;
    }

    /** A sent segment is no longer outstanding. */
    void settled(int index, SegmentState state) {
        Part part = part(index);
        part.state = state;
        part.misses = 0;
        outstanding--;
    }

    /** The provider will never take it. */
    void refused(int index) {
        part(index).state = SegmentState.REFUSED;
    }

    /** A submission whose outcome was lost is answered after all. */
    void answeredLate(int index) {
        Part part = part(index);
        if (part.attempts == 1) {
            part.doubts = 0;
        }
    }

    /** A submission whose outcome was lost turns out to have been accepted: no other is needed, if none is on its way. */
    void acceptedLate(int index) {
        Part part = part(index);
        if (part.state == SegmentState.UNSENT || part.state == SegmentState.RESTING) {
            part.state = SegmentState.ACCEPTED;
        }
    }

    void rested(int index) {
        if (part(index).state == SegmentState.RESTING) {
            part(index).state = SegmentState.UNSENT;
        }
    }

    /** It never left: the try does not count. Returns how often in a row that has happened. */
    int neverLeft(int index) {
        Part part = part(index);
        int misses = part.misses + 1;
        part.attempts--;
        settled(index, SegmentState.UNSENT);
        part.misses = misses;
        return misses;
    }

    void rest(int index) {
        part(index).state = SegmentState.RESTING;
    }

    public int attempts(int index) {
        return part(index).attempts;
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

    /** When the dispatcher took it, in nanoseconds of its clock. */
    long takenNanos() {
        return takenNanos;
    }

    void taken(long nanos) {
        takenNanos = nanos;
    }

    /** What it is waiting for, in words for people. */
    String waitsFor() {
        if (closed || announcing) {
            return "the journal";
        }
        if (outstanding > 0) {
            return "the provider's answer";
        }
        boolean resting = parts.stream().anyMatch(part -> part.state == SegmentState.RESTING);
        int attempts = parts.stream().mapToInt(part -> part.attempts).max().orElse(0);
        return resting ? "another try, refused for now after %d".formatted(attempts) : "its turn at a server";
    }
}

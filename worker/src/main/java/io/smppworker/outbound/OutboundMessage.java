package io.smppworker.outbound;

import io.smppworker.message.Cut;
import io.smppworker.message.Lane;
import io.smppworker.message.LanePartition;
import io.smppworker.message.OnInDoubt;
import io.smppworker.message.Segment;
import io.smppworker.message.SmsRequest;
import io.smppworker.message.Source;
import io.smppworker.message.SubmitSm;
import io.smppworker.message.Verdict;
import io.smppworker.outbound.OutboundSegment.State;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way out: its stage, and each of its segments. Made by the intake, then owned by the dispatcher's thread
 * alone; the journal reads only fields that do not change. Segments are numbered from 1. Long, because it has a named
 * transition for each thing that can become of it.
 */
public final class OutboundMessage {
    private final SmsRequest request;
    private final Source source;
    private final int reference;
    private final boolean transliterated;
    private final List<OutboundSegment> segments;
    private Stage stage = Stage.OUT_OF_LINE;
    private Announcement announcement = Announcement.NONE;
    private boolean begun;
    private long takenNanos;
    private @Nullable Verdict verdict;

    /** The state in which an earlier owner left a segment, by its journal. */
    public enum Past {
        UNTOUCHED,
        ACCEPTED,
        REJECTED,
        IN_DOUBT
    }

    /** Where it stands with this worker. */
    private enum Stage {
        /** New, or all that it has to send is out or waits for a later try. */
        OUT_OF_LINE,
        /** A segment of it may be sent: it waits for the journal, or for a server. */
        IN_LINE,
        /** Its partition is being given up: nothing more of it is sent. */
        LEAVING,
        /** Its last journal record is written or being written, or it is another worker's. */
        CLOSED
    }

    /** Whether the journal knows that it may be submitted. */
    private enum Announcement {
        NONE,
        /** Its {@code submitting} record is on its way. */
        UNDER_WAY,
        STORED
    }

    /**
     * @param reference joins the segments, 0..65535; without meaning for a single one
     * @param transliterated whether some characters of the request are replaced in the segments
     */
    public OutboundMessage(
            SmsRequest request, Source source, int reference, List<Segment> segments, boolean transliterated) {
        this.request = request;
        this.source = source;
        this.reference = reference;
        this.transliterated = transliterated;
        this.segments = segments.stream().map(OutboundSegment::new).toList();
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

    public Cut cut() {
        return new Cut(segments.size(), segments.size() == 1 ? null : checksum());
    }

    private String checksum() {
        CRC32 checksum = new CRC32();
        for (OutboundSegment part : segments) {
            Segment segment = part.segment();
            checksum.update(segment.dataCoding());
            checksum.update(segment.esmClass());
            checksum.update(segment.shortMessage());
            segment.tlvs().forEach(tlv -> checksum.update(tlv.value()));
        }
        return HexFormat.of().toHexDigits(checksum.getValue(), 8);
    }

    public int segmentCount() {
        return segments.size();
    }

    Lane lane() {
        return source.lane();
    }

    LanePartition partition() {
        return source.lanePartition();
    }

    OutboundSegment segment(int index) {
        return segments.get(index - 1);
    }

    /**
     * Takes over a segment where an earlier owner left it. To be called before the message is handed on.
     *
     * @param attempts how often it was submitted so far
     * @param doubts how many of these have an unknown outcome
     */
    public void recover(int index, Past past, int attempts, int doubts) {
        segment(index).recover(past, attempts, doubts, request.onInDoubt());
        if (past == Past.REJECTED) {
            judge(new Verdict(Verdict.Kind.REJECTED, null, "refused by the provider before this worker took over"));
        } else if (past == Past.IN_DOUBT) {
            judgeInDoubt("the worker that submitted it ended before the response");
        }
    }

    /** A segment's outcome is lost: the request's onInDoubt decides what follows. */
    void inDoubt(int index, String reason) {
        segment(index).inDoubt(request.onInDoubt());
        judgeInDoubt(reason);
    }

    private void judgeInDoubt(String reason) {
        if (request.onInDoubt() == OnInDoubt.REPORT) {
            judge(new Verdict(Verdict.Kind.IN_DOUBT, null, reason));
        }
    }

    /** Whether any segment may have been accepted without our knowing. */
    boolean isInDoubt() {
        return segments.stream().anyMatch(segment -> segment.doubts() > 0 && segment.state() != State.ACCEPTED);
    }

    /** Whether a segment that is to be submitted has been in doubt more often than this. */
    boolean isInDoubtMoreThan(int times) {
        return segments.stream().anyMatch(segment -> segment.doubts() > times && segment.state() == State.UNSENT);
    }

    /** Whether a segment was submitted, or may have been, after a submission whose outcome was lost. */
    public boolean isPossiblyDoubled() {
        return segments.stream().anyMatch(OutboundSegment::isPossiblyDoubled);
    }

    /** Whether an earlier submission of this segment may have been accepted without our knowing. */
    boolean possibleDuplicate(int index) {
        return segment(index).doubts() > 0;
    }

    /** The first segment that may be submitted now. */
    OptionalInt nextUnsent() {
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i).state() == State.UNSENT) {
                return OptionalInt.of(i + 1);
            }
        }
        return OptionalInt.empty();
    }

    /** Whether a segment is still to be submitted, now or later. */
    boolean isToBeSubmitted() {
        return segments.stream().anyMatch(OutboundSegment::isToBeSubmitted);
    }

    boolean allAccepted() {
        return segments.stream().allMatch(segment -> segment.state() == State.ACCEPTED);
    }

    /** A new submit_sm of this segment; what is left of the message's validity goes with it. */
    SubmitSm submitSm(int index, Instant now) {
        Instant validUntil = request.validUntil();
        return new SubmitSm(
                request.from(),
                request.to(),
                request.addressing(),
                request.serviceType(),
                segment(index).segment(),
                request.receipt().octet(),
                request.priority(),
                validUntil == null ? null : Duration.between(now, validUntil),
                request.tlvs());
    }

    /** A segment is submitted. Returns whether that is the first submit_sm of the message here. */
    boolean submitted(int index) {
        segment(index).submitted();
        boolean first = !begun;
        begun = true;
        return first;
    }

    public int attempts(int index) {
        return segment(index).attempts();
    }

    /** Nothing is on its way, neither to the provider nor to the journal. */
    boolean isQuiet() {
        return !isSubmitted() && announcement != Announcement.UNDER_WAY;
    }

    private boolean isSubmitted() {
        return segments.stream().anyMatch(segment -> segment.state() == State.SUBMITTED);
    }

    /** Its {@code submitting} record goes to the journal. */
    void announcing() {
        require(announcement == Announcement.NONE);
        announcement = Announcement.UNDER_WAY;
    }

    /** Its {@code submitting} record is stored. */
    void announced() {
        require(announcement == Announcement.UNDER_WAY);
        announcement = Announcement.STORED;
    }

    /** Whether the journal knows that it may be submitted. */
    boolean isAnnounced() {
        return announcement == Announcement.STORED;
    }

    /** A segment of it may be sent. */
    void lineUp() {
        require(stage == Stage.OUT_OF_LINE);
        stage = Stage.IN_LINE;
    }

    /** It is its turn. */
    void leaveLine() {
        require(stage == Stage.IN_LINE);
        stage = Stage.OUT_OF_LINE;
    }

    boolean isOutOfLine() {
        return stage == Stage.OUT_OF_LINE;
    }

    boolean isInLine() {
        return stage == Stage.IN_LINE;
    }

    /** Its partition is being given up; a closed message is only waited for. */
    void leave() {
        if (!isClosed()) {
            stage = Stage.LEAVING;
        }
    }

    boolean isLeaving() {
        return stage == Stage.LEAVING;
    }

    void close() {
        require(!isClosed());
        stage = Stage.CLOSED;
    }

    /** Whether its last journal record is written or being written, or it is another worker's. */
    boolean isClosed() {
        return stage == Stage.CLOSED;
    }

    private void require(boolean isLegal) {
        if (!isLegal) {
            throw new IllegalStateException(
                    "not of a message that is %s, announcement %s".formatted(stage, announcement));
        }
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

    /** When the dispatcher took it, in nanoseconds of its clock. */
    long takenNanos() {
        return takenNanos;
    }

    void taken(long nanos) {
        takenNanos = nanos;
    }

    /** What it is waiting for, in words for people. */
    String waitsFor() {
        boolean doubted = segments.stream().anyMatch(segment -> segment.state() == State.DOUBTED);
        if (isClosed() || announcement == Announcement.UNDER_WAY || doubted) {
            return "the journal";
        }
        if (isSubmitted()) {
            return "the provider's answer";
        }
        boolean later = segments.stream().anyMatch(segment -> segment.state() == State.RETRY_LATER);
        int attempts =
                segments.stream().mapToInt(OutboundSegment::attempts).max().orElse(0);
        return later ? "another try, refused for now after %d".formatted(attempts) : "its turn at a server";
    }
}

package io.smppworker.simulation;

import io.smppworker.config.OutboundConfig;
import io.smppworker.message.CommandStatus;
import io.smppworker.schemas.SubmissionRecord;
import io.smppworker.simulation.ServerSession.Submitted;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whether what a worker stores of a request has a ground in what was seen from outside: what was written, what the servers
 * answered and a worker has read, how often the request was announced, and what time it is.
 */
final class OutcomeGrounds {
    private final World world;
    private final Supplier<OutboundConfig> limits;
    private final Map<Submitted, Segment> segments = new HashMap<>();
    private final Map<Integer, Integer> announcements = new HashMap<>();
    private final Map<String, Submitted> ids = new HashMap<>();
    private long mostAheadNanos;

    /** What was seen of one segment. */
    private static final class Segment {
        private int writes;
        /** Outcomes that say that its own is not known. */
        private int doubts;

        private int refusals;
        /** Refused for good. */
        private boolean turnedDown;
        /** Refused for now, for no reason that lies with the rate. */
        private boolean failed;
    }

    /** @param limits of every worker */
    OutcomeGrounds(World world, Supplier<OutboundConfig> limits) {
        this.world = world;
        this.limits = limits;
    }

    private Segment segment(Submitted submitted) {
        return segments.computeIfAbsent(submitted, first -> new Segment());
    }

    /** A worker's clock shows so much more than it should. */
    void clockIsAhead(long nanos) {
        mostAheadNanos = Math.max(mostAheadNanos, nanos);
    }

    void written(Submitted submitted) {
        segment(submitted).writes++;
    }

    /** The provider has given it that id, as submit_sm_resp has it. */
    void taken(Submitted submitted, String id) {
        ids.put(id, submitted);
    }

    /** A worker has read that it was refused. */
    void refused(Submitted submitted, int status) {
        Segment refused = segment(submitted);
        refused.refusals++;
        refused.turnedDown |= status == SimulatedServer.ESME_RINVDSTADR;
        refused.failed |= status != CommandStatus.ESME_RTHROTTLED;
    }

    /** Times that it was written, and that its worker has not read to be refused. */
    int unrefused(Submitted submitted) {
        Segment seen = segments.get(submitted);
        return seen == null ? 0 : seen.writes - seen.refusals;
    }

    /** Why the record has no ground; null when it has one. */
    @Nullable
    String missing(SubmissionRecord entry, SimulatedTraffic.Request request) {
        if (entry instanceof SubmissionRecord.Submitting) {
            announcements.merge(request.number(), 1, Integer::sum);
        } else if (entry instanceof SubmissionRecord.Outcome outcome) {
            return missing(outcome, request);
        } else if (entry instanceof SubmissionRecord.Ended ended) {
            return missing(ended, request);
        }
        return null;
    }

    private @Nullable String missing(SubmissionRecord.Outcome outcome, SimulatedTraffic.Request request) {
        Submitted submitted = new Submitted(request.number(), outcome.segment());
        return switch (outcome.status()) {
            case ACCEPTED ->
                submitted.equals(ids.get(Objects.requireNonNull(outcome.smscMessageId())))
                        ? null
                        : "accepted with id " + outcome.smscMessageId() + ", which it never had";
            case REJECTED -> mayBeRejected(submitted, request) ? null : "rejected, and no server turned it down";
            default -> {
                segment(submitted).doubts++;
                yield segment(submitted).writes > 0 ? null : "in doubt, and never written";
            }
        };
    }

    private @Nullable String missing(SubmissionRecord.Ended ended, SimulatedTraffic.Request request) {
        return switch (ended.status()) {
            case EXPIRED -> mayBeExpired(request) ? null : "expired before its time";
            case REJECTED ->
                all(request).stream().anyMatch(segment -> mayBeRejected(segment, request))
                        ? null
                        : "ended as rejected, and no server turned it down";
            default -> mayBeInDoubt(request) ? null : "given up in doubt, and could have been sent again";
        };
    }

    private static Set<Submitted> all(SimulatedTraffic.Request request) {
        Set<Submitted> all = new HashSet<>();
        IntStream.rangeClosed(1, request.segments())
                .forEach(segment -> all.add(new Submitted(request.number(), segment)));
        return all;
    }

    private boolean mayBeExpired(SimulatedTraffic.Request request) {
        Instant expiresAt = request.expiresAt();
        return expiresAt != null && !world.instant().plusNanos(mostAheadNanos).isBefore(expiresAt);
    }

    /**
     * For good, or for now as often as it may be tried: each worker counts what those before it may have tried. Under report
     * one that was in doubt is not tried again, whatever the reason of a refusal that comes late.
     */
    private boolean mayBeRejected(Submitted submitted, SimulatedTraffic.Request request) {
        Segment seen = segment(submitted);
        int tries = seen.writes + seen.doubts + announcements.getOrDefault(request.number(), 0);
        return seen.turnedDown
                || (seen.failed && tries >= limits.get().maxAttempts())
                || (request.isReport() && seen.doubts > 0 && seen.refusals > 0);
    }

    /** Each doubt counts twice where the next worker cannot know whether it was sent again, and each announcement once. */
    private boolean mayBeInDoubt(SimulatedTraffic.Request request) {
        int announced = announcements.getOrDefault(request.number(), 0);
        int doubts = all(request).stream()
                .mapToInt(segment -> segment(segment).doubts)
                .max()
                .orElse(0);
        boolean isToBeSentAgain = !request.isReport() && request.expiresAt() == null;
        return announced > 0
                && (!isToBeSentAgain || announced + 2 * doubts > limits.get().maxResends());
    }
}

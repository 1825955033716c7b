package io.smppworker.simulation;

import io.smppworker.config.OutboundConfig;
import io.smppworker.message.CommandStatus;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.SubmissionRecord;
import io.smppworker.simulation.Submitted.Cut;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Whether what a worker stores of a request has a ground in what was seen from outside: what was written, what the servers
 * answered and a worker has read, how often the request was announced, and what time it is.
 */
final class OutcomeGrounds {
    private final World world;
    private final Supplier<OutboundConfig> limits;
    /** By request. */
    private final Map<Integer, Map<Submitted, Segment>> segments = new HashMap<>();

    private final Map<Writer, Submitted> written = new HashMap<>();
    private final Map<Integer, Integer> announcements = new HashMap<>();
    private final Map<String, Submitted> ids = new HashMap<>();
    private long mostAheadNanos;

    /** Who has written a segment; as it was cut last. */
    private record Writer(String worker, int number, int segment) {}

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

    private Map<Submitted, Segment> segments(int number) {
        return segments.computeIfAbsent(number, first -> new HashMap<>());
    }

    private Segment segment(Submitted submitted) {
        return segments(submitted.number()).computeIfAbsent(submitted, first -> new Segment());
    }

    /** A worker's clock shows so much more than it should. */
    void clockIsAhead(long nanos) {
        mostAheadNanos = Math.max(mostAheadNanos, nanos);
    }

    void written(SimulatedProcess by, Submitted submitted) {
        segment(submitted).writes++;
        written.put(new Writer(by.workerId(), submitted.number(), submitted.segment()), submitted);
    }

    /** The provider has given it that id, as submit_sm_resp has it. */
    void taken(Submitted submitted, String id) {
        ids.put(id, submitted);
    }

    /** The segment that was given that id; null when none was. */
    @Nullable
    Submitted withId(@Nullable String id) {
        return ids.get(id);
    }

    /** A worker has read that it was refused. */
    void refused(Submitted submitted, int status) {
        Segment refused = segment(submitted);
        refused.refusals++;
        refused.turnedDown |= status == SimulatedServer.ESME_RINVDSTADR;
        refused.failed |= status != CommandStatus.ESME_RTHROTTLED;
    }

    /** How often each segment was written, and that not read by its worker to be refused. */
    SegmentCounts.Count unrefused(SimulatedTraffic.Request request) {
        SegmentCounts counts = new SegmentCounts();
        segments(request.number()).forEach((submitted, segment) -> {
            for (int i = segment.refusals; i < segment.writes; i++) {
                counts.add(submitted);
            }
        });
        return counts.of(request);
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
        if (outcome.status() == Receipt.Status.ACCEPTED) {
            Submitted accepted = withId(outcome.smscMessageId());
            boolean isOfIt = accepted != null
                    && accepted.number() == request.number()
                    && accepted.segment() == outcome.segment();
            return isOfIt ? null : "accepted with id " + outcome.smscMessageId() + ", which it never had";
        }
        Submitted submitted = written.get(new Writer(outcome.worker(), request.number(), outcome.segment()));
        if (submitted == null) {
            return outcome.status() + ", and never written by that worker";
        }
        if (outcome.status() == Receipt.Status.REJECTED) {
            return mayBeRejected(submitted, request) ? null : "rejected, and no server turned it down";
        }
        segment(submitted).doubts++;
        return null;
    }

    private @Nullable String missing(SubmissionRecord.Ended ended, SimulatedTraffic.Request request) {
        return switch (ended.status()) {
            case EXPIRED -> mayBeExpired(request) ? null : "expired before its time";
            case REJECTED ->
                segments(request.number()).keySet().stream().anyMatch(segment -> mayBeRejected(segment, request))
                        ? null
                        : "ended as rejected, and no server turned it down";
            default -> mayBeInDoubt(request) ? null : "given up in doubt, and could have been sent again";
        };
    }

    private boolean mayBeExpired(SimulatedTraffic.Request request) {
        Instant expiresAt = request.expiresAt();
        return expiresAt != null && !world.instant().plusNanos(mostAheadNanos).isBefore(expiresAt);
    }

    /**
     * For good, or for now as often as it may be tried: each worker counts what those before it may have tried, however they
     * cut it. Under report one that was in doubt is not tried again, whatever the reason of a refusal that comes late.
     */
    private boolean mayBeRejected(Submitted submitted, SimulatedTraffic.Request request) {
        Segment seen = segment(submitted);
        int tries = seen.writes
                + seen.doubts
                + most(request, cut -> !cut.equals(submitted.cut()), segment -> segment.writes + segment.doubts)
                + announcements.getOrDefault(request.number(), 0);
        return seen.turnedDown
                || (seen.failed && tries >= limits.get().maxAttempts())
                || (request.isReport() && seen.doubts > 0 && seen.refusals > 0);
    }

    /** Each doubt counts twice where the next worker cannot know whether it was sent again, and each announcement once. */
    private boolean mayBeInDoubt(SimulatedTraffic.Request request) {
        int announced = announcements.getOrDefault(request.number(), 0);
        int doubts = most(request, cut -> true, segment -> segment.doubts);
        boolean isToBeSentAgain = !request.isReport() && request.expiresAt() == null;
        return announced > 0
                && (!isToBeSentAgain || announced + 2 * doubts > limits.get().maxResends());
    }

    /** The most that any segment has, of each such cut, all cuts together. */
    private int most(SimulatedTraffic.Request request, Predicate<Cut> cuts, ToIntFunction<Segment> count) {
        Map<Cut, Integer> most = new HashMap<>();
        segments(request.number()).forEach((submitted, segment) -> {
            if (cuts.test(submitted.cut())) {
                most.merge(submitted.cut(), count.applyAsInt(segment), Math::max);
            }
        });
        return most.values().stream().mapToInt(Integer::intValue).sum();
    }
}

package io.smppworker.simulation;

import io.smppworker.config.WorkerConfig;
import io.smppworker.correlate.SteppedCorrelator;
import io.smppworker.sandbox.referee.MessageAccount;
import io.smppworker.sandbox.referee.MessageSeen;
import io.smppworker.schemas.DeliveryRecord;
import io.smppworker.schemas.Inbound;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.SubmissionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One history of a fleet, decided by its seed: a minute of traffic and faults, then peace, in which all must come to its end.
 * What is seen must keep the promises at every step, and at the end. Long, because it has all of its course: what takes part,
 * the trouble, the peace, and what is judged then.
 */
final class History {
    private static final List<String> SERVERS = List.of("smpp1", "smpp2", "smpp3", "smpp4");
    private static final int SLOTS = 16;
    /** Of the seeds that SimulationIT knows, no history ends in a rush. */
    private static final long RUSH = 4704;

    private static final int JOURNAL_PARTITIONS = 4;
    private static final int DELIVERY_PARTITIONS = 2;
    private static final long TROUBLE_FROM = 6 * World.SECOND;
    private static final long TROUBLE_UNTIL = 60 * World.SECOND;
    private static final long LOOKED_EVERY = 10 * World.SECOND;
    private static final long SETTLED = 15 * World.SECOND;
    /** By when a slot is bound again, whatever happened to it: a refused bind waits for up to 24 s. */
    private static final long BOUND_AGAIN = 45 * World.SECOND;

    private static final long MOST_OF_PEACE = 150 * World.SECOND;
    private static final Instant AFTER_ALL = World.START.plus(Duration.ofDays(30));

    private final long seed;
    private final Story story;
    private final World world;
    private final SimulatedKafka kafka;
    private final SimulatedTraffic traffic;
    private final Watch watch;
    private final VirtualProvider provider;
    private final Replies replies;
    private final SimulatedFleet fleet;
    private final FaultSchedule faults;
    private final Planted planted;
    private final Rush rush;
    /** By slot, when its owner was last seen to be bound. */
    private final Map<Integer, Long> boundNanos = new HashMap<>();
    /** Whether the faults are followed by requests for every slot. */
    private final boolean rushed;
    /** Whether there is more to send than the provider allows. */
    private final boolean heavy;

    /**
     * How it went.
     *
     * @param nanos of virtual time
     * @param violations in words; empty when every promise was kept
     * @param story its last steps in words, when there is a violation
     */
    record Result(
            long seed,
            long nanos,
            int crashes,
            int requests,
            int submits,
            Map<FaultSchedule.Kind, Integer> faults,
            List<String> violations,
            List<String> story) {}

    /** @param whole receives the whole story; null when nobody wants it */
    History(long seed, Planted planted, @Nullable Consumer<String> whole) {
        this.seed = seed;
        this.planted = planted;
        this.story = new Story(whole);
        this.world = new World(seed, story);
        this.heavy = world.chance(0.06);
        this.kafka = new SimulatedKafka(world);
        ChangingText text = new ChangingText(world);
        this.traffic = new SimulatedTraffic(world, kafka, text);
        kafka.create("smpp.binds", SLOTS);
        kafka.create(Watch.JOURNAL, JOURNAL_PARTITIONS);
        kafka.create(Watch.DELIVERIES, DELIVERY_PARTITIONS);
        kafka.create(Watch.DEAD_LETTERS, 1);
        this.watch = new Watch(world, traffic, kafka::awayUntilNanos, this::config);
        kafka.listen(watch::stored);
        kafka.listenToCommits(watch::committed);
        this.provider = new VirtualProvider(world, watch, traffic, SERVERS);
        this.replies = new Replies(world, provider);
        List<String> workers = IntStream.rangeClosed(1, 2 + world.random().nextInt(3))
                .mapToObj(i -> "w" + i)
                .toList();
        this.fleet = new SimulatedFleet(world, kafka, provider, text, planted);
        this.faults = new FaultSchedule(world, kafka, provider, fleet, workers);
        this.rush = new Rush(world, traffic, watch, fleet, this::go);
        this.rushed = world.stream(RUSH).nextInt(4) == 0;
        workers.forEach(worker -> fleet.startLater(worker, world.between(0, World.SECOND)));
    }

    private WorkerConfig config() {
        return fleet.config();
    }

    Result run() {
        traffic.plan(TROUBLE_UNTIL, heavy ? 2_500 : (int) world.between(20, 150));
        replies.plan(TROUBLE_UNTIL);
        faults.plan(TROUBLE_FROM, TROUBLE_UNTIL, (int) world.between(5, 80));
        world.after(LOOKED_EVERY, this::look);
        world.after(World.SECOND, this::lookAtBinds);
        go(TROUBLE_UNTIL);
        faults.heal();
        while (faults.overNanos() > world.nanos() && isWell()) {
            go(faults.overNanos());
        }
        int before = watch.submits();
        List<SimulatedTraffic.Request> backlog = watch.unfinished();
        if (rushed && traffic.heldUp().isEmpty()) {
            rush.everySlotSubmits(SETTLED);
        } else {
            go(world.nanos() + SETTLED);
        }
        settled(backlog, watch.submits() > before);
        if ((heavy || rushed) && isWell() && canAllBeSent()) {
            rush.bothGetTheirShare();
        }
        if (heavy && isWell()) {
            leaveAndComeBack();
        }
        long end = world.nanos() + MOST_OF_PEACE;
        while (isWell() && world.nanos() < end && !isAtRest()) {
            go(world.nanos() + World.SECOND);
        }
        if (isWell()) {
            judge();
        }
        return new Result(
                seed,
                world.nanos(),
                fleet.crashes(),
                traffic.requests().size(),
                watch.submits(),
                faults.counts(),
                watch.violations(),
                isWell() ? List.of() : story.last());
    }

    private void look() {
        fleet.running().forEach(SimulatedWorker::lookAtMemory);
        world.after(LOOKED_EVERY, this::look);
    }

    /** No worker keeps a session that is not its own any more; in peace, no slot is unbound for long, whatever the reason. */
    private void lookAtBinds() {
        for (ServerSession session : provider.bound()) {
            if (watch.slots().isKept(session, kafka.coordinatorAwayUntilNanos())) {
                watch.violated(
                        "%s keeps slot %d bound, which is %s's",
                        session.process(), session.slot(), watch.slots().owner(session.slot()));
            }
        }
        Set<Integer> unbound = unbound();
        for (int slot = 0; slot < SLOTS; slot++) {
            long since = Math.max(faults.overNanos(), boundNanos.getOrDefault(slot, 0L));
            if (!unbound.contains(slot)) {
                boundNanos.put(slot, world.nanos());
            } else if (world.nanos() - since > BOUND_AGAIN) {
                watch.violated("bind slot %d is not bound for %d s of peace", slot, BOUND_AGAIN / World.SECOND);
            }
        }
        world.after(World.SECOND, this::lookAtBinds);
    }

    /** Every slot is bound, and no transaction holds a lane up. */
    private boolean canAllBeSent() {
        return unbound().isEmpty() && traffic.heldUp().isEmpty();
    }

    private boolean isAtRest() {
        return watch.unfinished().isEmpty()
                && watch.allAcknowledged()
                && unbound().isEmpty()
                && leftInMemory().isEmpty();
    }

    /** By worker, what it holds though nothing is left to do. */
    private Map<SimulatedProcess, Map<String, Integer>> leftInMemory() {
        Map<SimulatedProcess, Map<String, Integer>> left = new LinkedHashMap<>();
        for (SimulatedWorker worker : fleet.running()) {
            Map<String, Integer> held = worker.left();
            if (!held.isEmpty()) {
                left.put(worker.process(), held);
            }
        }
        return left;
    }

    private boolean isWell() {
        return watch.violations().isEmpty();
    }

    private void go(long untilNanos) {
        boolean more = true;
        while (more && isWell()) {
            more = world.step(untilNanos);
        }
    }

    private void settled(List<SimulatedTraffic.Request> backlog, boolean moved) {
        if (!isWell()) {
            return;
        }
        Set<Integer> missing = unbound();
        missing.removeIf(watch.slots()::mayWait);
        if (!missing.isEmpty()) {
            watch.violated("bind slots %s are not bound by their owners 15 s after the last fault", missing);
        }
        Set<SimulatedTraffic.Request> unfinished = new HashSet<>(watch.unfinished());
        unfinished.retainAll(backlog);
        if (!unfinished.isEmpty() && !moved && traffic.heldUp().isEmpty()) {
            watch.violated("nothing is submitted in the 15 s after the last fault, though %d wait", unfinished.size());
        }
    }

    /** The bind slots that are not bound by whoever has been given them. */
    private Set<Integer> unbound() {
        Set<Integer> unbound = IntStream.range(0, SLOTS).boxed().collect(Collectors.toCollection(TreeSet::new));
        for (ServerSession session : provider.bound()) {
            if (session.process() == fleet.ownerOf(session.slot())) {
                unbound.remove(session.slot());
            }
        }
        return unbound;
    }

    /** A worker leaves and comes back, at full rate. */
    private void leaveAndComeBack() {
        traffic.burst(SimulatedTraffic.BULK, 2 * Rush.LOAD);
        faults.leaveAndComeBack();
        go(world.nanos() + 10 * World.SECOND);
    }

    /** What must be true at the end. */
    private void judge() {
        Set<Integer> missing = unbound();
        if (!missing.isEmpty()) {
            watch.violated("bind slots %s are not bound by their owners at the end", missing);
        }
        if (!watch.allAcknowledged()) {
            watch.violated("not every deliver_sm is acknowledged at the end");
        }
        Map<SimulatedProcess, Map<String, Integer>> left = leftInMemory();
        if (!left.isEmpty()) {
            watch.violated("held at the end: %s", left);
        }
        SteppedCorrelator correlator = correlated();
        judgeReplies(correlator.inbound());
        Map<String, MessageSeen> seen = new HashMap<>();
        List<Receipt> receipts = planted.expiresParked() ? correlator.expired(AFTER_ALL) : correlator.drained();
        judgeUnmatched(receipts);
        for (Receipt receipt : receipts) {
            seen.computeIfAbsent(receipt.messageId(), first -> new MessageSeen())
                    .take(receipt);
        }
        for (SimulatedTraffic.Request request : traffic.requests()) {
            if (request.isAborted()) {
                if (seen.containsKey(request.messageId())
                        || !watch.taken(request).times().isEmpty()) {
                    watch.violated("%s: sent though aborted", request);
                }
            } else if (request.fate() == SimulatedTraffic.Fate.UNREADABLE) {
                if (!watch.isDeadLetter(request)) {
                    watch.violated("%s: no dead letter", request);
                }
            } else {
                judge(request, seen.getOrDefault(request.messageId(), new MessageSeen()));
            }
        }
    }

    private void judge(SimulatedTraffic.Request request, MessageSeen seen) {
        SegmentCounts.Count taken = watch.taken(request);
        MessageAccount account = new MessageAccount(
                request.messageId(),
                taken.segments(),
                request.isReport(),
                seen,
                taken.times(),
                watch.unrefused(request).times());
        fails(account.isLost(), "lost", request, account);
        fails(account.isDenied(), "said to be not accepted, and was", request, account);
        fails(account.isDoubledInSilence(), "taken twice in silence", request, account);
        fails(account.blindRepeats() > 0, "submitted again against onInDoubt: report", request, account);
        boolean settled = seen.outcome() != Receipt.Status.IN_DOUBT;
        fails(!settled && watch.isKnownToBeAccepted(request), "in doubt, though answered", request, account);
        fails(seen.contradictsItself(), "reported with more than one outcome", request, account);
        boolean isSilent = seen.ends().isEmpty() && seen.progress() == 0;
        fails(!request.isReported() && !isSilent, "not silent, though no receipt came", request, account);
        if (seen.outcome() == Receipt.Status.ACCEPTED && request.isReported() && watch.isOwedInWhole(request)) {
            int ends = seen.ends().size();
            boolean once = ends == 1 || (ends > 1 && (account.duplicates() > 0 || ends <= 1 + request.repeats()));
            fails(!once, "without one final delivery receipt", request, account);
        }
        boolean isOther = seen.ends().stream().anyMatch(end -> end != provided(request));
        fails(isOther, "ended otherwise than the provider said", request, account);
    }

    /** What the provider says in the end of a request that it has taken; null of one that it does not take. */
    private static Receipt.@Nullable Status provided(SimulatedTraffic.Request request) {
        return switch (request.fate()) {
            case DELIVERED -> Receipt.Status.DELIVERED;
            case UNDELIVERED -> Receipt.Status.UNDELIVERABLE;
            case REFUSED, UNREADABLE -> null;
        };
    }

    /** Published as unmatched are the receipts of ids that no worker stored, and no others. */
    private void judgeUnmatched(List<Receipt> receipts) {
        Set<String> published = new TreeSet<>();
        for (Receipt receipt : receipts) {
            if (Boolean.TRUE.equals(receipt.unmatched())) {
                published.add(
                        Watch.key(receipt.messageId(), receipt.segments().get(0).rawStatus()));
            }
        }
        if (!published.equals(watch.unmatched())) {
            watch.violated("published as unmatched are %s, and should be %s", published, watch.unmatched());
        }
    }

    private void fails(boolean is, String what, SimulatedTraffic.Request request, MessageAccount account) {
        if (is) {
            watch.violated("%s: %s: %s", what, request, account);
        }
    }

    /** Published is every one that was acknowledged, as it was sent; a long one once, and a short one perhaps repeatedly. */
    private void judgeReplies(List<Inbound> published) {
        Map<String, List<Inbound>> bySender = published.stream().collect(Collectors.groupingBy(Inbound::from));
        for (Replies.Reply reply : replies.all()) {
            List<Inbound> found = bySender.getOrDefault(reply.from(), List.of());
            boolean isWhole = reply.all().stream().allMatch(watch::isAcknowledged);
            boolean isAsSent = found.stream().allMatch(inbound -> reply.text().equals(inbound.text()));
            if ((isWhole && found.isEmpty()) || !isAsSent || (reply.parts() > 1 && found.size() > 1)) {
                watch.violated("%s: published as %s", reply, found);
            }
        }
    }

    /** The correlator, to which all was given, whichever of its inputs it reads first. */
    private SteppedCorrelator correlated() {
        SteppedCorrelator correlator = new SteppedCorrelator(fleet.config(), DELIVERY_PARTITIONS);
        Map<TopicPartition, Integer> positions = new HashMap<>();
        List<TopicPartition> left = new ArrayList<>();
        for (int partition = 0; partition < JOURNAL_PARTITIONS; partition++) {
            left.add(new TopicPartition(Watch.JOURNAL, partition));
        }
        for (int partition = 0; partition < DELIVERY_PARTITIONS; partition++) {
            left.add(new TopicPartition(Watch.DELIVERIES, partition));
        }
        while (!left.isEmpty()) {
            TopicPartition partition = left.get(world.random().nextInt(left.size()));
            int offset = positions.merge(partition, 1, Integer::sum) - 1;
            List<Object> records = watch.correlated(partition);
            if (offset >= records.size()) {
                left.remove(partition);
            } else if (planted.isCorrelated(partition, offset, records.get(offset))) {
                if (records.get(offset) instanceof SubmissionRecord entry) {
                    correlator.take(entry);
                } else if (records.get(offset) instanceof DeliveryRecord entry) {
                    correlator.take(planted.correlated(entry));
                }
                correlator.perhapsStep(world.random());
            }
        }
        return correlator;
    }
}

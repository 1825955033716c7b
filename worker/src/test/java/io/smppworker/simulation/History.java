package io.smppworker.simulation;

import io.smppworker.correlate.SteppedCorrelator;
import io.smppworker.sandbox.referee.MessageAccount;
import io.smppworker.sandbox.referee.MessageSeen;
import io.smppworker.schemas.DeliveryRecord;
import io.smppworker.schemas.Inbound;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.SubmissionRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
 * What is seen must keep the promises at every step, and at the end.
 */
final class History {
    private static final List<String> SERVERS = List.of("smpp1", "smpp2", "smpp3", "smpp4");
    private static final int SLOTS = 16;
    /** Requests that keep all servers busy for 3 s. */
    private static final int LOAD = 600;

    private static final int JOURNAL_PARTITIONS = 4;
    private static final int DELIVERY_PARTITIONS = 2;
    private static final long TROUBLE_FROM = 6 * World.SECOND;
    private static final long TROUBLE_UNTIL = 60 * World.SECOND;
    private static final long LOOKED_EVERY = 10 * World.SECOND;
    private static final long SETTLED = 15 * World.SECOND;
    private static final long MOST_OF_PEACE = 150 * World.SECOND;

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
        this.traffic = new SimulatedTraffic(world, kafka);
        kafka.create("smpp.binds", SLOTS);
        kafka.create(Watch.JOURNAL, JOURNAL_PARTITIONS);
        kafka.create(Watch.DELIVERIES, DELIVERY_PARTITIONS);
        kafka.create(Watch.DEAD_LETTERS, 1);
        this.watch = new Watch(world, traffic, kafka::awayUntilNanos);
        kafka.listen(watch::stored);
        kafka.listenToCommits(watch::committed);
        this.provider = new VirtualProvider(world, watch, traffic, SERVERS);
        this.replies = new Replies(world, provider);
        List<String> workers = IntStream.rangeClosed(1, 2 + world.random().nextInt(3))
                .mapToObj(i -> "w" + i)
                .toList();
        this.fleet = new SimulatedFleet(world, kafka, provider, planted);
        this.faults = new FaultSchedule(world, kafka, provider, fleet, workers);
        workers.forEach(worker -> fleet.startLater(worker, world.between(0, World.SECOND)));
    }

    Result run() {
        traffic.plan(TROUBLE_UNTIL, heavy ? 2_500 : (int) world.between(20, 150));
        replies.plan(TROUBLE_UNTIL);
        faults.plan(TROUBLE_FROM, TROUBLE_UNTIL, (int) world.between(5, 80));
        world.after(LOOKED_EVERY, this::look);
        go(TROUBLE_UNTIL);
        faults.heal();
        while (faults.overNanos() > world.nanos() && isWell()) {
            go(faults.overNanos());
        }
        int before = watch.submits();
        List<SimulatedTraffic.Request> backlog = watch.unfinished();
        go(world.nanos() + SETTLED);
        settled(backlog, watch.submits() > before);
        if (heavy && isWell()) {
            both();
        }
        long end = world.nanos() + MOST_OF_PEACE;
        while (isWell() && world.nanos() < end && !watch.unfinished().isEmpty()) {
            go(world.nanos() + World.SECOND);
        }
        while (isWell() && world.nanos() < end && !watch.allAcknowledged()) {
            go(world.nanos() + World.SECOND);
        }
        while (isWell() && world.nanos() < end && !leftInMemory().isEmpty()) {
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

    /** By worker, what it holds though nothing is left to do. */
    private Map<SimulatedProcess, Map<String, Integer>> leftInMemory() {
        Map<SimulatedProcess, Map<String, Integer>> left = new HashMap<>();
        for (SimulatedWorker worker : fleet.running()) {
            Map<String, Integer> held = MemoryBounds.left(worker.sizes());
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
        missing.removeIf(watch::mayWait);
        if (!missing.isEmpty()) {
            watch.violated("bind slots %s are not bound by their owners 15 s after the last fault", missing);
        }
        Set<SimulatedTraffic.Request> unfinished = new HashSet<>(watch.unfinished());
        unfinished.retainAll(backlog);
        if (!unfinished.isEmpty() && !moved && !traffic.isHeldUp()) {
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

    /**
     * Both lanes have more than enough: the urgent one gets most, and the other its share. Then a worker leaves and comes back,
     * at full rate.
     */
    private void both() {
        traffic.burst(SimulatedTraffic.BULK, LOAD);
        go(world.nanos() + World.SECOND);
        traffic.burst(SimulatedTraffic.URGENT, LOAD);
        go(world.nanos() + World.SECOND);
        int begun = watch.written().size();
        go(world.nanos() + 2 * World.SECOND);
        List<Integer> now = watch.written().subList(begun, watch.written().size());
        long urgent = now.stream()
                .filter(number -> traffic.request(number).isUrgent())
                .count();
        long bulk = now.size() - urgent;
        if (isWell() && (bulk * 25 < urgent || urgent < bulk)) {
            watch.violated("in 2 s with more than enough of both, %d urgent and %d bulk were submitted", urgent, bulk);
        }
        traffic.burst(SimulatedTraffic.BULK, 2 * LOAD);
        faults.leaveAndComeBack();
        go(world.nanos() + 10 * World.SECOND);
    }

    /** What must be true at the end. */
    private void judge() {
        Set<Integer> missing = unbound();
        missing.removeIf(watch::mayWait);
        if (!missing.isEmpty()) {
            watch.violated("bind slots %s are not bound by their owners at the end", missing);
        }
        Map<SimulatedProcess, Map<String, Integer>> left = leftInMemory();
        if (!left.isEmpty()) {
            watch.violated("held at the end: %s", left);
        }
        SteppedCorrelator correlator = correlated();
        judgeReplies(correlator.inbound());
        Map<String, MessageSeen> seen = new HashMap<>();
        for (Receipt receipt : correlator.drained()) {
            seen.computeIfAbsent(receipt.messageId(), first -> new MessageSeen())
                    .take(receipt);
        }
        for (SimulatedTraffic.Request request : traffic.requests()) {
            if (request.isAborted()) {
                if (seen.containsKey(request.messageId())
                        || !watch.taken(request.number()).isEmpty()) {
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
        MessageAccount account = new MessageAccount(
                request.messageId(),
                request.segments(),
                request.isReport(),
                seen,
                watch.taken(request.number()),
                watch.unrefused(request.number()));
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
        SteppedCorrelator correlator = new SteppedCorrelator(fleet.config("w1"), DELIVERY_PARTITIONS);
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
                    correlator.take(entry);
                }
                correlator.perhapsStep(world.random());
            }
        }
        return correlator;
    }
}

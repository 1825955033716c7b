package io.smppworker.sandbox.demo;

import io.smppworker.schemas.Receipt;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The demo's outcome, from what was planned and what the topics and the provider saw.
 *
 * @param problems everything that is not as it must be, in words; empty when the demo succeeded
 */
record Verdict(DemoResult result, List<String> problems) {
    private static final int BINDS_PER_SERVER = 4;
    private static final int SUBMITS_PER_SECOND = 50;

    /**
     * Judges a run.
     *
     * @param producedAtNanos messageId → when it was produced, {@link System#nanoTime}
     * @param moTexts of the mobile-originated messages sent to the workers, all different
     */
    static Verdict of(
            List<Planned> plan,
            Map<String, Long> producedAtNanos,
            Set<String> moTexts,
            TopicsSeen topics,
            WireSeen wire,
            double seconds) {
        Tally tally = Tally.of(plan, topics);
        DemoResult result = new DemoResult(
                plan.size(),
                tally.accepted(),
                tally.rejected(),
                tally.delivered(),
                tally.undelivered(),
                tally.inDoubt(),
                tally.unmatched(),
                wire.duplicateSubmits(),
                wire.throttledResponses(),
                wire.maxBindsPerServer(),
                Math.round(wire.submitRatePerSecond() * 10) / 10.0,
                p99Millis(producedAtNanos, wire.lastArrivalNanos()),
                Math.round(seconds * 10) / 10.0);
        List<String> problems = new ArrayList<>();
        plan.forEach(planned -> problems.addAll(new Account(planned, topics, wire).problems()));
        problems.addAll(onTopics(plan, moTexts, topics, result));
        problems.addAll(onTheWire(wire));
        return new Verdict(result, problems);
    }

    private static List<String> onTopics(
            List<Planned> plan, Set<String> moTexts, TopicsSeen topics, DemoResult result) {
        List<String> problems = new ArrayList<>();
        long deadLettersPlanned = plan.stream()
                .filter(planned -> planned.fate() == Fate.DEAD_LETTER)
                .count();
        expect(
                problems,
                "dead letters",
                deadLettersPlanned,
                topics.deadLetters().size());
        expect(
                problems,
                "different dead letters",
                deadLettersPlanned,
                sources(topics).size());
        Set<String> texts = topics.inbound().stream()
                .flatMap(inbound -> Stream.ofNullable(inbound.text()))
                .collect(Collectors.toSet());
        texts.retainAll(moTexts);
        expect(problems, "inbound messages", moTexts.size(), topics.inbound().size());
        expect(problems, "inbound messages with the text that was sent", moTexts.size(), texts.size());
        expect(problems, "receipts that belong to no request", 0, result.unmatchedReceipts());
        expect(problems, "requests in doubt", 0, result.inDoubt());
        topics.unreadable().forEach(where -> problems.add("unreadable record: " + where));
        return problems;
    }

    private static List<String> onTheWire(WireSeen wire) {
        List<String> problems = new ArrayList<>();
        expect(problems, "duplicate submits", 0, wire.duplicateSubmits());
        expect(problems, "throttled responses", 0, wire.throttledResponses());
        wire.maxBindsPerServer().forEach((server, binds) -> {
            if (binds > BINDS_PER_SERVER) {
                problems.add(server + " had " + binds + " binds at once");
            }
        });
        if (wire.maxSubmitsInAnySecond() > SUBMITS_PER_SECOND) {
            problems.add("a server got " + wire.maxSubmitsInAnySecond() + " submit_sm in one second");
        }
        wire.violations().forEach(violation -> problems.add("violation at " + violation));
        return problems;
    }

    private static void expect(List<String> problems, String what, long expected, long seen) {
        if (seen != expected) {
            problems.add(what + ": " + seen + " instead of " + expected);
        }
    }

    private static Set<String> sources(TopicsSeen topics) {
        return topics.deadLetters().stream().map(TopicsSeen.DeadLetter::source).collect(Collectors.toSet());
    }

    private static long p99Millis(Map<String, Long> producedAtNanos, Map<String, Long> arrivedAtNanos) {
        List<Long> waits = new ArrayList<>();
        producedAtNanos.forEach((messageId, producedAt) -> {
            Long arrivedAt = arrivedAtNanos.get(messageId);
            if (arrivedAt != null) {
                waits.add(arrivedAt - producedAt);
            }
        });
        Collections.sort(waits);
        return waits.isEmpty() ? 0 : waits.get((int) Math.ceil(waits.size() * 0.99) - 1) / 1_000_000;
    }

    /** The counts that the topics give. */
    private record Tally(long accepted, long rejected, long delivered, long undelivered, long inDoubt, long unmatched) {

        static Tally of(List<Planned> plan, TopicsSeen topics) {
            Set<String> known = plan.stream()
                    .flatMap(planned -> planned.messageId() == null ? Stream.empty() : Stream.of(planned.messageId()))
                    .collect(Collectors.toSet());
            Set<String> deadLetters = topics.deadLetters().stream()
                    .map(TopicsSeen.DeadLetter::messageId)
                    .collect(Collectors.toSet());
            long accepted = 0;
            long refused = 0;
            long delivered = 0;
            long undelivered = 0;
            long inDoubt = 0;
            for (String id : known) {
                Set<Receipt.Status> submit = statuses(topics.receipts(id, Receipt.Stage.SUBMIT));
                Set<Receipt.Status> delivery = statuses(topics.receipts(id, Receipt.Stage.DELIVERY).stream()
                        .filter(Receipt::isFinal)
                        .toList());
                boolean isAccepted = submit.contains(Receipt.Status.ACCEPTED);
                accepted += isAccepted ? 1 : 0;
                refused += submit.contains(Receipt.Status.REJECTED) && !deadLetters.contains(id) ? 1 : 0;
                delivered += delivery.contains(Receipt.Status.DELIVERED) ? 1 : 0;
                undelivered += delivery.isEmpty() || delivery.contains(Receipt.Status.DELIVERED) ? 0 : 1;
                inDoubt += submit.contains(Receipt.Status.IN_DOUBT) && !isAccepted ? 1 : 0;
            }
            long unmatched = topics.receipts().entrySet().stream()
                    .filter(entry -> !known.contains(entry.getKey()))
                    .mapToLong(entry -> entry.getValue().size())
                    .sum();
            return new Tally(accepted, refused + sources(topics).size(), delivered, undelivered, inDoubt, unmatched);
        }

        private static Set<Receipt.Status> statuses(Collection<Receipt> receipts) {
            return receipts.stream().map(Receipt::status).collect(Collectors.toSet());
        }
    }
}

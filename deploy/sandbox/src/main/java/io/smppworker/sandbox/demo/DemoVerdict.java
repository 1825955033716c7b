package io.smppworker.sandbox.demo;

import io.smppworker.sandbox.provider.MessageSubmits;
import io.smppworker.sandbox.provider.SubmitRow;
import io.smppworker.sandbox.referee.Limits;
import io.smppworker.sandbox.referee.MessageAccount;
import io.smppworker.sandbox.referee.WireSeen;
import io.smppworker.sandbox.user.TopicsSeen;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.Receipt.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The demo's outcome, from what was planned and what the topics and the provider saw.
 *
 * @param problems everything that is not as it must be, in words; empty when the demo succeeded
 */
record DemoVerdict(DemoResult result, List<String> problems) {

    /**
     * Judges a run. Long, because each number of the result has its line.
     *
     * @param producedAtNanos messageId → when it was produced, {@link System#nanoTime}
     * @param moTexts of the mobile-originated messages sent to the workers, all different
     */
    static DemoVerdict of(
            List<Planned> plan,
            Map<String, Long> producedAtNanos,
            Set<String> moTexts,
            TopicsSeen topics,
            WireSeen wire,
            double seconds) {
        Map<Planned, MessageAccount> accounts = accounts(plan, topics, wire);
        Collection<MessageAccount> all = accounts.values();
        Limits limits = Limits.of(wire);
        Set<String> deadLetters = topics.deadLetters().stream()
                .map(TopicsSeen.DeadLetter::messageId)
                .collect(Collectors.toSet());
        Map<String, List<Receipt>> unmatched = new HashMap<>(topics.receipts());
        all.forEach(account -> unmatched.remove(account.messageId()));
        long refused = count(
                all, account -> isReported(account, Status.REJECTED) && !deadLetters.contains(account.messageId()));
        long delivered = count(all, account -> account.seen().ends().contains(Status.DELIVERED));
        DemoResult result = DemoResultBuilder.builder()
                .requests(plan.size())
                .accepted(count(all, account -> isReported(account, Status.ACCEPTED)))
                .rejected(refused + sources(topics).size())
                .delivered(delivered)
                .undelivered(count(all, account -> !account.seen().ends().isEmpty()) - delivered)
                .inDoubt(count(
                        all, account -> isReported(account, Status.IN_DOUBT) && !isReported(account, Status.ACCEPTED)))
                .unmatchedReceipts(
                        unmatched.values().stream().mapToLong(List::size).sum())
                .duplicateSubmits(wire.duplicates())
                .throttledResponses(limits.throttled())
                .maxBindsPerServer(limits.maxBindsPerServer())
                .submitRatePerSecond(Math.round(middleRate(wire.submits()) * 10) / 10.0)
                .p99SubmitMillis(p99Millis(producedAtNanos, wire))
                .seconds(Math.round(seconds * 10) / 10.0)
                .build();
        List<String> problems = new ArrayList<>();
        accounts.forEach((planned, account) -> {
            if (!isAsPlanned(planned.fate(), account)) {
                problems.add("should be " + planned.fate() + ": " + account);
            }
        });
        problems.addAll(onTopics(plan, moTexts, topics, result));
        expect(problems, "duplicate submits", 0, result.duplicateSubmits());
        problems.addAll(limits.problems());
        return new DemoVerdict(result, problems);
    }

    /** Of the requests that have a messageId. */
    private static Map<Planned, MessageAccount> accounts(List<Planned> plan, TopicsSeen topics, WireSeen wire) {
        Map<String, MessageSubmits> messages = wire.messages();
        Map<Planned, MessageAccount> accounts = new LinkedHashMap<>();
        for (Planned planned : plan) {
            String id = planned.messageId();
            if (id != null) {
                accounts.put(planned, MessageAccount.of(id, topics, messages));
            }
        }
        return accounts;
    }

    private static long count(Collection<MessageAccount> all, Predicate<MessageAccount> which) {
        return all.stream().filter(which).count();
    }

    private static boolean isReported(MessageAccount account, Status outcome) {
        return account.seen().submits().contains(outcome);
    }

    private static boolean isAsPlanned(Fate fate, MessageAccount account) {
        return fate.accepted()
                ? account.isAccepted() && account.hasEnded(fate == Fate.DELIVERED)
                : account.isRejected();
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

    private static void expect(List<String> problems, String what, long expected, long seen) {
        if (seen != expected) {
            problems.add(what + ": " + seen + " instead of " + expected);
        }
    }

    private static Set<String> sources(TopicsSeen topics) {
        return topics.deadLetters().stream().map(TopicsSeen.DeadLetter::source).collect(Collectors.toSet());
    }

    /** Submit_sm per second between the first and the last tenth of them; 0 when they are too few to say. */
    static double middleRate(List<SubmitRow> submits) {
        long[] nanos = submits.stream().mapToLong(SubmitRow::nanos).sorted().toArray();
        int tenth = nanos.length / 10;
        int first = tenth;
        int last = nanos.length - 1 - tenth;
        return last <= first || nanos[last] == nanos[first] ? 0 : (last - first) * 1e9 / (nanos[last] - nanos[first]);
    }

    /** From producing a request to its last submit_sm. */
    private static long p99Millis(Map<String, Long> producedAtNanos, WireSeen wire) {
        Map<String, Long> arrivedAtNanos = new HashMap<>();
        wire.submits()
                .forEach(
                        row -> arrivedAtNanos.merge(row.messageRef(), row.nanos() - wire.clockAheadNanos(), Math::max));
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
}

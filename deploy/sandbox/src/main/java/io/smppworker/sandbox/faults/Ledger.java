package io.smppworker.sandbox.faults;

import io.smppworker.sandbox.provider.MessageSubmits;
import io.smppworker.sandbox.provider.WireViolation;
import io.smppworker.sandbox.referee.MessageAccount;
import io.smppworker.sandbox.referee.MessageSeen;
import io.smppworker.sandbox.referee.WireSeen;
import io.smppworker.schemas.Receipt.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The suite's outcome, from what was produced, what the provider saw and what the topics held.
 *
 * @param problems everything that is not as it must be, in words; empty when the promise was kept
 */
record Ledger(LedgerResult result, List<String> problems) {
    private static final int EXAMPLES = 5;

    /** Judges a run. Long, because each number of the result has a line. */
    static Ledger of(
            FaultSettings settings,
            Collection<Sent> requests,
            WireSeen wire,
            TopicsRead topics,
            Incidents incidents,
            double seconds) {
        Map<String, MessageSubmits> messages = wire.messages();
        List<MessageAccount> accounts =
                requests.stream().map(sent -> account(sent, messages, topics)).toList();
        ReceiptLedger receipts = ReceiptLedger.of(wire, topics);
        LimitsReached limits = LimitsReached.of(wire, incidents);
        LedgerResult result = LedgerResultBuilder.builder()
                .seed(settings.seed())
                .minutes(settings.length().toMillis() / 60_000.0)
                .requests(accounts.size())
                .accepted(outcomes(accounts, Status.ACCEPTED))
                .rejected(outcomes(accounts, Status.REJECTED))
                .expired(outcomes(accounts, Status.EXPIRED))
                .inDoubt(outcomes(accounts, Status.IN_DOUBT))
                .wireSubmits(timesTaken(accounts))
                .duplicatesByPolicy(
                        duplicates(accounts, account -> account.seen().isDeclared()))
                .undeclaredDuplicates(duplicates(accounts, MessageAccount::isDoubledInSilence))
                .reportWireDuplicates(accounts.stream()
                        .mapToLong(MessageAccount::blindRepeats)
                        .sum())
                .declaredWithoutDuplicate(
                        count(accounts, account -> account.seen().isDeclared() && account.duplicates() == 0))
                .lost(count(accounts, MessageAccount::isLost))
                .denied(count(accounts, MessageAccount::isDenied))
                .contradicted(count(accounts, account -> account.seen().contradictsItself()))
                .deadLetters(topics.deadLetters())
                .receiptsSent(receipts.sent())
                .receiptAttempts(receipts.attempts())
                .receiptsAcknowledged(receipts.acknowledged())
                .receiptsPublished(receipts.published())
                .receiptsParked(receipts.parked())
                .receiptsOfUnaccepted(receipts.ofUnaccepted())
                .acknowledgedNotPublished(receipts.missing().size())
                .limits(limits)
                .violations(wire.violations().stream()
                        .collect(Collectors.groupingBy(WireViolation::what, TreeMap::new, Collectors.counting())))
                .faults(new TreeMap<>(incidents.counts()))
                .seconds(Math.round(seconds * 10) / 10.0)
                .build();
        return new Ledger(result, problems(accounts, receipts, limits, incidents));
    }

    private static List<String> problems(
            List<MessageAccount> accounts, ReceiptLedger receipts, LimitsReached limits, Incidents incidents) {
        List<String> problems = new ArrayList<>(incidents.problems());
        report(problems, "lost", accounts, MessageAccount::isLost);
        report(problems, "undeclared duplicate", accounts, MessageAccount::isDoubledInSilence);
        report(problems, "submitted again against onInDoubt: report", accounts, account -> account.blindRepeats() > 0);
        report(problems, "said to be not accepted, and was", accounts, MessageAccount::isDenied);
        report(
                problems,
                "reported with more than one outcome",
                accounts,
                account -> account.seen().contradictsItself());
        report(problems, "receipt acknowledged and not published", receipts.missing());
        problems.addAll(limits.exceeded());
        return problems;
    }

    private static MessageAccount account(Sent sent, Map<String, MessageSubmits> messages, TopicsRead topics) {
        MessageSubmits submits = messages.getOrDefault(sent.messageId(), MessageSubmits.NONE);
        return new MessageAccount(
                sent.messageId(),
                sent.segments(),
                sent.report(),
                topics.messages().getOrDefault(sent.messageId(), new MessageSeen()),
                submits.accepted(),
                submits.unrefused());
    }

    private static long outcomes(List<MessageAccount> accounts, Status outcome) {
        return count(accounts, account -> account.seen().outcome() == outcome);
    }

    private static long count(List<MessageAccount> accounts, Predicate<MessageAccount> which) {
        return accounts.stream().filter(which).count();
    }

    private static long duplicates(List<MessageAccount> accounts, Predicate<MessageAccount> which) {
        return accounts.stream()
                .filter(which)
                .mapToLong(MessageAccount::duplicates)
                .sum();
    }

    /** Times that a segment was taken → how many segments. */
    private static Map<Integer, Long> timesTaken(List<MessageAccount> accounts) {
        Map<Integer, Long> histogram = new TreeMap<>();
        for (MessageAccount account : accounts) {
            for (int segment = 1; segment <= account.segments(); segment++) {
                histogram.merge(account.taken().getOrDefault(segment, 0), 1L, Long::sum);
            }
        }
        return histogram;
    }

    private static void report(
            List<String> problems, String what, List<MessageAccount> accounts, Predicate<MessageAccount> which) {
        report(
                problems,
                what,
                accounts.stream().filter(which).map(MessageAccount::toString).toList());
    }

    private static void report(List<String> problems, String what, List<String> all) {
        all.stream().limit(EXAMPLES).forEach(one -> problems.add(what + ": " + one));
        if (all.size() > EXAMPLES) {
            problems.add(what + ": and " + (all.size() - EXAMPLES) + " more");
        }
    }
}

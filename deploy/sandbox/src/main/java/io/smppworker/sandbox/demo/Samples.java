package io.smppworker.sandbox.demo;

import io.smppworker.schemas.Receipt;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A few receipts, one of each sort, as a person reads them; numbers masked, never a text. */
final class Samples {
    private static final int SHOWN_AHEAD = 4;
    private static final int SHOWN_BEHIND = 2;

    private Samples() {}

    static List<String> of(TopicsSeen topics) {
        List<Receipt> all = topics.receipts().values().stream()
                .flatMap(List::stream)
                .sorted((a, b) -> a.messageId().compareTo(b.messageId()))
                .toList();
        Set<Receipt> shown = new LinkedHashSet<>();
        Stream.<Predicate<Receipt>>of(
                        receipt -> receipt.status() == Receipt.Status.ACCEPTED,
                        receipt -> receipt.status() == Receipt.Status.DELIVERED,
                        receipt -> receipt.status() == Receipt.Status.DELIVERED
                                && receipt.segments().size() > 1,
                        receipt -> receipt.status() == Receipt.Status.UNDELIVERABLE,
                        receipt -> receipt.status() == Receipt.Status.EXPIRED,
                        receipt -> receipt.status() == Receipt.Status.REJECTED
                                && receipt.stage() == Receipt.Stage.DELIVERY,
                        receipt -> receipt.status() == Receipt.Status.REJECTED
                                && receipt.stage() == Receipt.Stage.SUBMIT
                                && !receipt.segments().isEmpty(),
                        receipt -> receipt.status() == Receipt.Status.REJECTED
                                && receipt.segments().isEmpty())
                .forEach(sort -> all.stream()
                        .filter(sort)
                        .filter(receipt -> !shown.contains(receipt))
                        .findFirst()
                        .ifPresent(shown::add));
        return shown.stream().map(Samples::line).toList();
    }

    static String masked(String number) {
        int hidden = number.length() - SHOWN_AHEAD - SHOWN_BEHIND;
        return hidden <= 0
                ? "*".repeat(number.length())
                : number.substring(0, SHOWN_AHEAD)
                        + "*".repeat(hidden)
                        + number.substring(number.length() - SHOWN_BEHIND);
    }

    private static String line(Receipt receipt) {
        String to = receipt.to() == null ? "?" : masked(receipt.to());
        String over = receipt.segments().stream()
                .map(Receipt.Segment::server)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining(","));
        String error = receipt.error() == null || receipt.error().name() == null
                ? ""
                : receipt.error().name();
        return String.format(
                        Locale.ROOT,
                        "  %-18s to %-12s %-8s %-13s %s %s %s",
                        receipt.messageId(),
                        to,
                        receipt.stage().name().toLowerCase(Locale.ROOT),
                        receipt.status(),
                        segments(receipt.segments().size()),
                        over,
                        error)
                .stripTrailing();
    }

    private static String segments(int count) {
        return count == 1 ? "1 segment " : count + " segments";
    }
}

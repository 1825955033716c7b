package io.smppworker.cli;

import io.smppworker.schemas.ErrorInfo;
import io.smppworker.schemas.Inbound;
import io.smppworker.schemas.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A receipt or an inbound message on one line, for people. */
final class EventLine {
    private EventLine() {}

    static String of(Receipt receipt) {
        List<String> words = new ArrayList<>();
        words.add(receipt.at().toString());
        words.add(receipt.messageId());
        words.add(receipt.stage() == Receipt.Stage.SUBMIT ? "submit" : "delivery");
        words.add(receipt.status() + (receipt.isFinal() ? "." : ""));
        if (receipt.to() != null) {
            words.add("to " + receipt.to());
        }
        String error = inWords(receipt.error());
        if (!error.isEmpty()) {
            words.add(error);
        }
        List<String> raw = receipt.segments().stream()
                .map(Receipt.Segment::rawStatus)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (!raw.isEmpty()) {
            words.add("the provider says " + String.join(", ", raw));
        }
        if (receipt.segments().size() > 1) {
            words.add(receipt.segments().size() + " segments");
        }
        addMarks(receipt, words);
        return onOneLine(String.join("  ", words));
    }

    private static void addMarks(Receipt receipt, List<String> words) {
        if (receipt.unmatched() != null) {
            words.add("matches no message");
        }
        if (receipt.possibleDuplicate() != null) {
            words.add("possibly sent twice");
        }
        if (receipt.duplicateOf() != null) {
            words.add("not sent: its messageId was seen before");
        }
        if (receipt.supersedes() != null) {
            words.add("corrects an earlier one");
        }
    }

    private static String inWords(@Nullable ErrorInfo error) {
        return error == null
                ? ""
                : Stream.of(error.name(), error.network(), error.reason())
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(" "));
    }

    static String of(Inbound message) {
        String content = message.text() == null ? "binary " + message.binary() : message.text();
        return onOneLine("%s  %s  inbound%s  from %s to %s  %s"
                .formatted(
                        message.receivedAt(),
                        message.inboundId(),
                        message.complete() ? "" : " (parts are missing)",
                        message.from(),
                        message.to(),
                        content));
    }

    /** Escapes all control characters: they come from outside, and a terminal would obey them. */
    static String onOneLine(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(character -> {
            switch (character) {
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\f' -> line.append("\\f");
                default -> {
                    if (Character.isISOControl(character)) {
                        line.append("\\u%04x".formatted(character));
                    } else {
                        line.appendCodePoint(character);
                    }
                }
            }
        });
        return line.toString();
    }
}

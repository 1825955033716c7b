package io.smppworker.sandbox.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smppworker.schemas.Json;
import io.smppworker.schemas.SendRequest;
import io.smppworker.schemas.SendRequestBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The demo's requests: the same for the same seed. Every messageId is also the customerReference, which the wire carries. */
final class Traffic {
    static final String OUTBOUND = "sms.outbound";
    static final String URGENT = "sms.outbound.urgent";

    private static final int ONE_URGENT_IN = 20;
    private static final int LONG_CHARACTERS = 400;
    private static final int TOO_LONG_CHARACTERS = 40_000;
    private static final List<String> WORDS = List.of(
            "your",
            "order",
            "parcel",
            "code",
            "is",
            "ready",
            "today",
            "at",
            "the",
            "counter",
            "thank",
            "you",
            "until",
            "Friday",
            "appointment",
            "confirmed",
            "balance",
            "R120",
            "[reply]",
            "{ref}",
            "€45",
            "now",
            "and",
            "please");
    private static final List<String> UNICODE_WORDS =
            List.of("заказ", "готов", "сегодня", "您好", "订单", "مرحبا", "शुक्रिया", "ja");
    private static final List<String> EMOJI = List.of("🎉", "📦", "👍🏽", "🇿🇦", "🚚");

    private final Random random;
    private final String prefix;

    private Traffic(long seed) {
        random = new Random(seed);
        prefix = "demo-" + seed + "-";
    }

    /** {@code count} requests of all kinds, in a random order. */
    static List<Planned> requests(int count, long seed) {
        Traffic traffic = new Traffic(seed);
        List<Kind> deck = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            deck.addAll(Collections.nCopies(kind.weight(), kind));
        }
        List<Planned> requests = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            if (i % deck.size() == 0) {
                Collections.shuffle(deck, traffic.random);
            }
            requests.add(traffic.request(i, deck.get(i % deck.size())));
        }
        return requests;
    }

    private Planned request(int index, Kind kind) {
        String topic = random.nextInt(ONE_URGENT_IN) == 0 ? URGENT : OUTBOUND;
        String messageId = prefix + String.format(Locale.ROOT, "%06d", index);
        if (kind == Kind.NOT_JSON) {
            return new Planned(topic, "{\"not JSON " + index, null, kind.fate());
        }
        String to = kind == Kind.WRONG_FIELD ? "not a number" : number(kind.destinationSuffix());
        SendRequest.@Nullable Encoding encoding = kind == Kind.UNENCODABLE ? SendRequest.Encoding.GSM7 : null;
        SendRequest request = SendRequestBuilder.builder()
                .messageId(messageId)
                .to(to)
                .from(random.nextBoolean() ? "Sandbox" : null)
                .text(text(kind))
                .encoding(encoding)
                .customerReference(messageId)
                .build();
        try {
            return new Planned(topic, Json.MAPPER.writeValueAsString(request), messageId, kind.fate());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A number whose last digits mean nothing to the simulated provider but what {@code suffix} says. */
    private String number(String suffix) {
        StringBuilder digits = new StringBuilder("2782");
        while (digits.length() + suffix.length() < 11) {
            digits.append((char) ('0' + random.nextInt(7)));
        }
        return digits.append(suffix).toString();
    }

    private String text(Kind kind) {
        return switch (kind) {
            case LONG -> words(WORDS, LONG_CHARACTERS);
            case TOO_LONG -> words(WORDS, TOO_LONG_CHARACTERS);
            case UNICODE -> words(UNICODE_WORDS, 40);
            case LONG_UNICODE -> words(UNICODE_WORDS, LONG_CHARACTERS / 2);
            case EMOJI, UNENCODABLE -> words(WORDS, 30) + " " + EMOJI.get(random.nextInt(EMOJI.size()));
            default -> words(WORDS, 60);
        };
    }

    private String words(List<String> vocabulary, int atLeastCharacters) {
        StringBuilder text = new StringBuilder();
        while (text.length() < atLeastCharacters) {
            text.append(vocabulary.get(random.nextInt(vocabulary.size()))).append(' ');
        }
        return text.toString().strip();
    }
}

package io.smppworker.sandbox.provider;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Gives out message ids and writes them the way the provider's {@link Quirks} have it. Not thread-safe. */
final class MessageIds {
    private static final long UUID_HIGH_BITS = 0x6F96_19FF_8B86_4011L;

    private final AtomicLong numbers;
    private final Quirks quirks;
    private final SplittableRandom random;

    /** @param numbers shared by all servers */
    MessageIds(AtomicLong numbers, Quirks quirks, SplittableRandom random) {
        this.numbers = numbers;
        this.quirks = quirks;
        this.random = random;
    }

    /** A new id, plainly written: decimal, or a UUID in lower case. */
    String next() {
        long number = numbers.getAndIncrement();
        return switch (quirks.ids().get(random.nextInt(quirks.ids().size()))) {
            case NUMBER -> Long.toString(number);
            case NUMBER_OF_64_BITS -> Long.toUnsignedString(number | Long.MIN_VALUE);
            case UUID -> new UUID(UUID_HIGH_BITS, number | Long.MIN_VALUE).toString();
        };
    }

    String inResponse(String plain) {
        return written(plain, quirks.responseIds());
    }

    String inReceipt(String plain) {
        return written(plain, quirks.receiptIds());
    }

    private String written(String plain, Quirks.IdBase base) {
        boolean hex = base == Quirks.IdBase.HEX && plain.indexOf('-') < 0;
        String id = hex ? Long.toHexString(Long.parseUnsignedLong(plain)) : plain;
        return quirks.untidyIds() ? untidy(id, hex) : id;
    }

    private String untidy(String id, boolean hex) {
        String zeros = "0".repeat(random.nextInt(4));
        String prefix = hex && random.nextInt(4) == 0 ? "0x" : "";
        String cased = random.nextBoolean() ? id : id.toUpperCase(Locale.ROOT);
        return " ".repeat(random.nextInt(3))
                + prefix
                + zeros
                + cased
                + " ".repeat(random.nextInt(3))
                + "\0".repeat(random.nextInt(3));
    }
}

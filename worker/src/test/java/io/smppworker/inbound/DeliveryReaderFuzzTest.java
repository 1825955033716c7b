package io.smppworker.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.inbound.Delivery.Dlr;
import io.smppworker.inbound.Delivery.Mo;
import io.smppworker.inbound.Delivery.Reading;
import io.smppworker.inbound.Delivery.Unparsed;
import io.smppworker.message.DefaultAlphabet;
import io.smppworker.message.DeliverSm;
import io.smppworker.message.LongMessages;
import io.smppworker.message.TextSettings;
import io.smppworker.message.Tlv;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many mutations for each guarantee; none takes for ever. */
@Timeout(60)
class DeliveryReaderFuzzTest {
    /** Of each seed; {@code -Dfuzz.receipts=500000} makes it a million for each guarantee. */
    private static final int ROUNDS = Integer.getInteger("fuzz.receipts", 20_000);

    private static final int[] RECEIPT_ESM_CLASSES = {0x04, 0x07, 0x24, 0x84};
    private static final int[] TAGS = {0x001E, 0x0427, 0x0423, 0x020C, 0x020E, 0x020F, 0x1400};
    private static final int[] ESM_CLASSES = {0x00, 0x04, 0x20, 0x40, 0x44, 0xFF};
    private static final List<String> PIECES = List.of(
            "id:",
            "sub:001 ",
            "dlvrd:001 ",
            "submit date:",
            "done date:",
            "stat:",
            "err:",
            "text:",
            "Text:",
            " ",
            "\0",
            "DELIVRD",
            "2603011001",
            "0000000000",
            ":",
            "id",
            "\u00ff",
            "9999999999999999999999");

    /** In no mutation's reach. */
    private static final String QUOTED = "Qu0ted";

    private static final String HEAD = DeliverSms.APPENDIX_B.replaceFirst(" text:.*", "");
    private static final List<String> QUOTES = List.of(
            " text:id:" + QUOTED + " stat:" + QUOTED + " err:" + QUOTED,
            " Text:id:" + QUOTED + " sub:001 dlvrd:001 stat:" + QUOTED,
            " TEXT: id:" + QUOTED + ",stat:" + QUOTED + "\0err:" + QUOTED,
            "\0text:text:id:" + QUOTED + " text:stat:" + QUOTED);

    private static final List<TextSettings> SETTINGS = Stream.concat(
                    Stream.of(new TextSettings(LongMessages.UDH, true, List.of(), false)),
                    Stream.of(DefaultAlphabet.values()).map(TextSettings.DEFAULT::withDefaultAlphabet))
            .toList();

    private enum Kind {
        DLR,
        MO,
        UNPARSED
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void noMutationOfAReceiptIsTooMuch(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
        for (int round = 0; round < ROUNDS; round++) {
            DeliverSm pdu = pdu(random);
            Reading reading = new DeliveryReader(SETTINGS.get(random.nextInt(SETTINGS.size())), ReceiptRules.STANDARD)
                    .read(pdu)
                    .reading();
            kinds.merge(checked(reading), 1, Integer::sum);
        }
        assertThat(kinds)
                .containsOnlyKeys(Kind.values())
                .allSatisfy((kind, count) -> assertThat(count).as(kind.name()).isGreaterThan(ROUNDS / 100));
    }

    private static Kind checked(Reading reading) {
        if (reading instanceof Dlr dlr) {
            assertThat(dlr.smscMessageId()).matches("[ -~]{1,128}");
            assertThat(dlr.rawStatus()).isNotEmpty();
            return Kind.DLR;
        }
        if (reading instanceof Mo mo) {
            assertThat(mo.text() == null).isNotEqualTo(mo.binary() == null);
            assertThat(mo.index()).isBetween(1, mo.total());
            return Kind.MO;
        }
        assertThat(((Unparsed) reading).problem()).startsWith("a receipt w").as("a foreseen problem");
        return Kind.UNPARSED;
    }

    private static DeliverSm pdu(SplittableRandom random) {
        byte[] body = mutated(
                (random.nextBoolean() ? DeliverSms.APPENDIX_B : assembled(random))
                        .getBytes(random.nextInt(8) == 0 ? StandardCharsets.UTF_16BE : StandardCharsets.ISO_8859_1),
                random);
        List<Tlv> tlvs = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            byte[] value = new byte[random.nextInt(7)];
            random.nextBytes(value);
            tlvs.add(new Tlv(TAGS[random.nextInt(TAGS.length)], value));
        }
        return DeliverSms.pdu(
                ESM_CLASSES[random.nextInt(ESM_CLASSES.length)],
                random.nextInt(4) == 0 ? 8 : random.nextInt(256),
                body,
                tlvs.toArray(Tlv[]::new));
    }

    private static String assembled(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private static byte[] mutated(byte[] octets, SplittableRandom random) {
        byte[] mutated = octets.clone();
        for (int i = random.nextInt(4); i > 0 && mutated.length > 0; i--) {
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(mutated, random.nextInt(mutated.length + 3)) : mutated;
    }

    /** What a quoted message says never becomes the receipt's, whatever stands before it. */
    @ParameterizedTest
    @ValueSource(longs = {3, 4})
    void noMutationTakesAnythingFromTheQuotedText(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
        for (int round = 0; round < ROUNDS; round++) {
            String head = random.nextBoolean() ? HEAD : assembled(random);
            byte[] body = (new String(
                                    mutated(head.getBytes(StandardCharsets.ISO_8859_1), random),
                                    StandardCharsets.ISO_8859_1)
                            + QUOTES.get(random.nextInt(QUOTES.size())))
                    .getBytes(StandardCharsets.ISO_8859_1);
            int esmClass = RECEIPT_ESM_CLASSES[random.nextInt(RECEIPT_ESM_CLASSES.length)];
            Reading reading = new DeliveryReader(TextSettings.DEFAULT, ReceiptRules.STANDARD)
                    .read(DeliverSms.pdu(esmClass, 0, body))
                    .reading();
            if (reading instanceof Dlr dlr
                    && (dlr.smscMessageId().contains(QUOTED)
                            || dlr.rawStatus().contains(QUOTED)
                            || String.valueOf(dlr.network()).contains(QUOTED))) {
                assertThat(dlr)
                        .as(new String(body, StandardCharsets.ISO_8859_1))
                        .isNull();
            }
            kinds.merge(checked(reading), 1, Integer::sum);
        }
        assertThat(kinds).containsOnlyKeys(Kind.DLR, Kind.UNPARSED);
    }

    @Test
    void aHugeHostileTextIsReadInLinearTime() {
        String hostile = "id:7 " + "id:".repeat(20_000) + "submit date".repeat(2_000) + " ".repeat(20_000);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(ReceiptText.parse(hostile.repeat(10)).id()).isEqualTo("7"));
    }
}

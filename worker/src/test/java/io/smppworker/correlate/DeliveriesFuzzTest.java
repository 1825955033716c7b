package io.smppworker.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.smppworker.inbound.DeliveryIntake;
import io.smppworker.inbound.ReceiptRules;
import io.smppworker.kafka.DeliveryWriter;
import io.smppworker.message.BindPoint;
import io.smppworker.message.DefaultAlphabet;
import io.smppworker.message.DeliverSm;
import io.smppworker.message.DeliveryState;
import io.smppworker.message.LongMessages;
import io.smppworker.message.ReceiptEsmClass;
import io.smppworker.message.TextSettings;
import io.smppworker.message.Tlv;
import io.smppworker.schemas.ContractSchema;
import io.smppworker.schemas.DeliveryRecord;
import io.smppworker.schemas.Inbound;
import io.smppworker.schemas.Json;
import io.smppworker.schemas.Receipt;
import io.smppworker.streams.Fold;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a provider sends and is acknowledged becomes something that users read, exactly once, and no message is from
 * nobody. {@code -Dfuzz.deliveries=500000} makes it a million.
 */
@Timeout(600)
class DeliveriesFuzzTest {
    private static final int ROUNDS = Integer.getInteger("fuzz.deliveries", 5_000);
    private static final int SCHEMA_EVERY = 25;
    private static final ContractSchema RECEIPT = ContractSchema.named("receipt");
    private static final ContractSchema INBOUND = ContractSchema.named("inbound");
    private static final ContractSchema DELIVERY = ContractSchema.named("delivery-record");

    private static final List<String> TEXTS = List.of(
            "id:7 sub:001 dlvrd:001 submit date:2603011000 done date:2603011001 stat:DELIVRD err:000 text:Hello",
            "id:0123456789ABCDEF stat:FAILED err:002 done date:250711070000012+",
            "stat:UNDELIV id:a-b-c done date:2510121219+0200",
            "00,0210021543,0210021500,,447700900456,",
            "Hello, is my parcel there?",
            "");
    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.ISO_8859_1,
            StandardCharsets.UTF_16BE,
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16,
            StandardCharsets.UTF_8);
    private static final List<String> ADDRESSES = List.of("27820000001", "+27820000001", "Shop", "", " ", "\u00e9\0");
    private static final int[] ESM_CLASSES = {0x00, 0x04, 0x20, 0x40, 0x44, 0xFF};
    private static final int[] DATA_CODINGS = {0, 1, 3, 8, 0x18, 0xF5};
    private static final int[] TAGS = {
        0x001E, 0x0427, 0x0423, 0x020C, 0x020E, 0x020F, 0x020A, 0x020B, 0x0424, 0x1401, 0xFFFF
    };
    private static final List<ReceiptRules> RULES = List.of(
            ReceiptRules.STANDARD,
            new ReceiptRules(
                    ReceiptEsmClass.OPTIONAL, Map.of("Hello", DeliveryState.EXPIRED, "200", DeliveryState.REJECTED)));

    private static final List<TextSettings> SETTINGS = Stream.concat(
                    Stream.of(new TextSettings(LongMessages.UDH, true, List.of(), false)),
                    Stream.of(DefaultAlphabet.values()).map(TextSettings.DEFAULT::withDefaultAlphabet))
            .toList();

    private final CorrelatorSettings settings = Settings.defaults();
    private final IdFold ids = new IdFold(settings, new CorrelatorCounters());
    private final MoFold parts = new MoFold(settings.correlator().moReassemblyTimeout(), settings.text());

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void whatIsAcknowledgedIsReadByUsersOnce(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            DeliverSm pdu = pdu(random);
            DeliveryRecord stored = stored(pdu, random);
            List<Object> published = published(stored);
            assertThat(published).as("round %d", round).hasSize(1);
            if (published.get(0) instanceof Inbound inbound) {
                assertThat(inbound.from()).isNotBlank();
            } else {
                assertThat(((Receipt) published.get(0)).raw()).isEqualTo(stored.raw());
            }
            if (round % SCHEMA_EVERY == 0) {
                assertThat(DELIVERY.violations(json(stored))).isEmpty();
                ContractSchema schema = published.get(0) instanceof Inbound ? INBOUND : RECEIPT;
                assertThat(schema.violations(json(published.get(0)))).isEmpty();
            }
        }
    }

    private static DeliveryRecord stored(DeliverSm pdu, SplittableRandom random) throws IOException {
        List<DeliveryRecord> stored = new ArrayList<>();
        List<Integer> replies = new ArrayList<>();
        new DeliveryIntake(
                        delivery -> {
                            stored.add(DeliveryWriter.entry(delivery, "worker-1"));
                            return CompletableFuture.completedFuture(null);
                        },
                        Clock.fixed(Entries.AT, ZoneOffset.UTC),
                        () -> "d",
                        SETTINGS.get(random.nextInt(SETTINGS.size())),
                        RULES.get(random.nextInt(RULES.size())))
                .accept(new BindPoint("smpp1", 0), pdu, replies::add);
        assertThat(replies).containsExactly(0);
        assertThat(stored).hasSize(1);
        return Json.MAPPER.readValue(Json.MAPPER.writeValueAsBytes(stored.get(0)), DeliveryRecord.class);
    }

    /** What the correlator makes of it in the end, when nothing else comes. */
    private List<Object> published(DeliveryRecord stored) {
        List<Object> published = new ArrayList<>();
        switch (stored.kind()) {
            case UNPARSED -> published.add(UnmatchedReceipt.unread(stored));
            case RECEIPT -> {
                Fold.Step<IdState, IdOutcome> step = ids.on("7", null, IdEvent.Reported.of(stored));
                assertThat(step.emissions()).isEmpty();
                ids.expired("7", step.state(), Entries.AT.plus(settings.unmatchedAfter()))
                        .emissions()
                        .forEach(emission -> published.add(((IdOutcome.Unmatched) emission.value()).receipt()));
            }
            case MO -> {
                if (Deliveries.isWhole(stored)) {
                    published.add(InboundMessage.of(List.of(stored), settings.text()));
                } else {
                    Fold.Step<MoState, Inbound> step = parts.on("k", null, stored);
                    parts.expired("k", Objects.requireNonNull(step.state()), Entries.AT)
                            .emissions()
                            .forEach(emission -> published.add(emission.value()));
                }
            }
        }
        return published;
    }

    private static JsonNode json(Object value) {
        return Json.MAPPER.valueToTree(value);
    }

    private static DeliverSm pdu(SplittableRandom random) {
        List<Tlv> tlvs = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            int tag = random.nextInt(8) == 0 ? random.nextInt(0x10000) : TAGS[random.nextInt(TAGS.length)];
            tlvs.add(new Tlv(tag, random.nextBoolean() ? octets(random, 7) : body(random)));
        }
        return new DeliverSm(
                ADDRESSES.get(random.nextInt(ADDRESSES.size())),
                ADDRESSES.get(random.nextInt(ADDRESSES.size())),
                random.nextInt(4) == 0 ? random.nextInt(256) : ESM_CLASSES[random.nextInt(ESM_CLASSES.length)],
                random.nextInt(4) == 0 ? random.nextInt(256) : DATA_CODINGS[random.nextInt(DATA_CODINGS.length)],
                body(random),
                tlvs,
                octets(random, 40),
                new DeliverSm.Routing("", random.nextInt(256), random.nextInt(256), 1, 1),
                null);
    }

    private static byte[] body(SplittableRandom random) {
        byte[] octets = TEXTS.get(random.nextInt(TEXTS.size())).getBytes(CHARSETS.get(random.nextInt(CHARSETS.size())));
        if (random.nextInt(3) == 0) {
            byte[] headed = new byte[octets.length + 6];
            System.arraycopy(new byte[] {5, 0, 3, 7, 2, (byte) (1 + random.nextInt(3))}, 0, headed, 0, 6);
            System.arraycopy(octets, 0, headed, 6, octets.length);
            octets = headed;
        }
        for (int i = random.nextInt(4); i > 0 && octets.length > 0; i--) {
            octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(octets, random.nextInt(octets.length + 3)) : octets;
    }

    private static byte[] octets(SplittableRandom random, int most) {
        byte[] octets = new byte[random.nextInt(most)];
        random.nextBytes(octets);
        return octets;
    }
}

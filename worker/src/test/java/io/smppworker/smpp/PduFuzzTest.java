package io.smppworker.smpp;

import static io.smppworker.smpp.Recorded.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.cloudhopper.smpp.pdu.BaseSm;
import com.cloudhopper.smpp.pdu.Pdu;
import com.cloudhopper.smpp.transcoder.DefaultPduTranscoder;
import com.cloudhopper.smpp.transcoder.DefaultPduTranscoderContext;
import io.netty.buffer.Unpooled;
import io.smppworker.inbound.Delivery;
import io.smppworker.message.DeliverSm;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * PDUs spoilt in any way: every length field with every wrong value, every field cut at every octet, and at random, as many
 * as {@code -Dpdus.count} says (from a million on also every value of two octets), from {@code -Dpdus.seed}. Whatever comes, nothing is thrown, nothing hangs, the octets are
 * kept, and no message comes from nobody.
 */
class PduFuzzTest {
    private static final int COUNT = Integer.getInteger("pdus.count", 5_000);
    private static final long SEED = Long.getLong("pdus.seed", 1L);
    private static final List<Sample> SAMPLES = Sample.all();
    private static final int ALL = 1_000_000;
    private static final int IN_A_SESSION = 200;
    private static final int[] COMMANDS = {
        Octets.DELIVER_SM,
        Octets.DATA_SM,
        Octets.ENQUIRE_LINK_RESP,
        Octets.SUBMIT_SM_RESP,
        Octets.DELIVER_SM_RESP,
        0x8000_0009,
        0x0000_0777,
        0x8000_0777
    };

    static List<Sample> samples() {
        return SAMPLES;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyLengthFieldWithEveryWrongValue(Sample sample) {
        for (int field = 0; field < sample.fields().size(); field++) {
            String name = sample.fields().get(field).name();
            int values = name.equals("length") ? 0x10000 : name.equals("sm_length") ? 0x100 : 0;
            for (int value = 0; value < values; value = following(value)) {
                byte[] octets = values == 0x100 ? new byte[] {(byte) value} : Sample.twoOctets(value);
                assertHarmless(sample.with(field, octets), "%s, field %d = %d".formatted(sample, field, value));
            }
        }
    }

    /** Every one when many are asked for; else every one that is near, and a few of the rest. */
    private static int following(int value) {
        return value < 0x300 || COUNT >= ALL ? value + 1 : value + 509;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyCommandLengthUpToTheWholePdu(Sample sample) {
        byte[] whole = sample.raw();
        for (int length = PduDecoder.HEADER_OCTETS; length <= whole.length; length++) {
            assertHarmless(framed(Arrays.copyOf(whole, length)), "%s, %d octets".formatted(sample, length));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyPairOfFieldsCutAtEveryOctet(Sample sample) {
        for (int first = 0; first < sample.fields().size(); first++) {
            byte[] octets = sample.fields().get(first).octets();
            for (int kept = 0; kept < octets.length; kept++) {
                byte[] cut = sample.with(first, Arrays.copyOf(octets, kept));
                assertHarmless(cut, "%s, field %d cut to %d".formatted(sample, first, kept));
                assertHarmless(
                        framed(Arrays.copyOf(cut, cut.length - 1)),
                        "%s, field %d cut to %d, and the PDU by one".formatted(sample, first, kept));
            }
        }
    }

    @Test
    void anythingAtRandom() {
        Random random = new Random(SEED);
        assertTimeout(Duration.ofSeconds(120 + COUNT / 500), () -> {
            for (int i = 0; i < COUNT; i++) {
                assertHarmless(spoilt(random), "seed %d, number %d".formatted(SEED, i));
            }
        });
    }

    /** A hostile server must not keep an event loop busy: nothing costs more than some times the length of the PDU. */
    @Test
    void theLongestPdusAreReadInTime() {
        int longest = 64 * 1024 - 16;
        byte[] emptyTlvs = new byte[longest];
        byte[] payloads = new byte[longest];
        for (int i = 0; i + 4 <= longest; i += 4) {
            payloads[i] = 0x04;
            payloads[i + 1] = 0x24;
        }
        byte[] oddTlvs = Arrays.copyOf(payloads, longest - 1);
        byte[] letters = new byte[longest];
        Arrays.fill(letters, (byte) 'A');
        assertTimeout(Duration.ofSeconds(60), () -> {
            for (byte[] body : List.of(emptyTlvs, payloads, oddTlvs, letters)) {
                assertHarmless(Octets.pdu(Octets.DELIVER_SM, 0, 1, body), "long");
                assertHarmless(Octets.pdu(Octets.DATA_SM, 0, 1, body), "long");
                byte[] fields = Octets.hex("00 01 01 3100 01 01 3200 00 00 00");
                assertHarmless(Octets.pdu(Octets.DATA_SM, 0, 1, fields, Arrays.copyOf(body, longest - 32)), "long");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatCloudhopperReadsIsReadAlike(Sample sample) throws Exception {
        DefaultPduTranscoder library = new DefaultPduTranscoder(new DefaultPduTranscoderContext());
        Random random = new Random(SEED);
        for (int i = 0; i < 200; i++) {
            byte[] value = new byte[random.nextInt(20)];
            random.nextBytes(value);
            byte[] raw = framed(Octets.join(
                    sample.raw(), Octets.tlv(0x1400 + random.nextInt(0x100), value), Octets.tlv(0x1401, value)));
            Pdu theirs = library.decode(Unpooled.wrappedBuffer(raw));
            Frame.Decoded ours = (Frame.Decoded) PduReader.read(raw);
            assertThat(ours.fault()).isNull();
            assertThat(Pdus.deliverSm((BaseSm<?>) ours.pdu(), raw))
                    .usingRecursiveComparison()
                    .isEqualTo(Pdus.deliverSm((BaseSm<?>) theirs, raw));
            assertThat(body(ours.pdu())).isEqualTo(body(theirs));
        }
    }

    /** As cloudhopper writes it out, without the parameters, whose names it looks up. */
    private static String body(Pdu pdu) {
        return pdu.toString().replaceFirst("\\(opts.*", "");
    }

    /** Every one is answered once, and the session goes on serving. */
    @Test
    void aSessionOutlivesThemAll() throws Exception {
        Random random = new Random(SEED);
        try (Rig rig = new Rig(Accounts.patient())) {
            Rig.Bound session = rig.bound();
            for (int i = 1; i <= IN_A_SESSION; i++) {
                byte[] pdu = spoilt(random);
                ByteBuffer.wrap(pdu).putInt(12, 1_000_000 + i);
                session.peer().send(pdu);
                int commandId = Octets.commandId(pdu);
                if (commandId == Octets.DELIVER_SM || commandId == Octets.DATA_SM) {
                    Recorded.Delivered delivered = next(rig.recorded.delivered);
                    assertThat(delivered.deliverSm().raw()).isEqualTo(pdu);
                    delivered.reply().accept(0);
                    byte[] answer = session.peer().receive();
                    assertThat(Octets.commandId(answer)).isEqualTo(0x8000_0000 | commandId);
                    assertThat(Octets.sequenceNumber(answer)).isEqualTo(1_000_000 + i);
                    assertThat(Octets.commandStatus(answer) == 0)
                            .isEqualTo(delivered.deliverSm().problem() == null);
                } else if (commandId == 0x777) {
                    assertThat(session.peer().receive())
                            .isEqualTo(Octets.pdu(Octets.GENERIC_NACK, 0x03, 1_000_000 + i));
                }
            }
            HeaderOnlyTest.assertServes(rig, session);
            assertThat(rig.recorded.closed).isEmpty();
        }
    }

    private static byte[] spoilt(Random random) {
        byte[] pdu = SAMPLES.get(random.nextInt(SAMPLES.size())).raw();
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            pdu = spoilt(pdu, random);
        }
        return framed(pdu);
    }

    private static byte[] spoilt(byte[] pdu, Random random) {
        int header = PduDecoder.HEADER_OCTETS;
        int body = pdu.length - header;
        if (body == 0) {
            return Octets.join(pdu, new byte[1 + random.nextInt(5)]);
        }
        int at = header + random.nextInt(body);
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(pdu, at);
            case 1 -> Octets.join(Arrays.copyOf(pdu, at), Arrays.copyOfRange(pdu, at + 1, pdu.length));
            case 2 -> {
                byte[] more = new byte[1 + random.nextInt(4)];
                random.nextBytes(more);
                yield Octets.join(Arrays.copyOf(pdu, at), more, Arrays.copyOfRange(pdu, at, pdu.length));
            }
            case 3 -> {
                byte[] other = pdu.clone();
                other[at] = (byte) random.nextInt();
                yield other;
            }
            case 4 -> {
                byte[] garbage = new byte[random.nextInt(300)];
                random.nextBytes(garbage);
                yield Octets.join(Arrays.copyOf(pdu, header), garbage);
            }
            default -> {
                byte[] other = pdu.clone();
                ByteBuffer.wrap(other).putInt(4, COMMANDS[random.nextInt(COMMANDS.length)]);
                yield other;
            }
        };
    }

    /** With a command_length that is right. */
    private static byte[] framed(byte[] pdu) {
        ByteBuffer.wrap(pdu).putInt(0, pdu.length);
        return pdu;
    }

    private static void assertHarmless(byte[] raw, String what) {
        Frame frame = PduReader.read(raw);
        int commandId = Octets.commandId(raw);
        if (commandId != Octets.DELIVER_SM && commandId != Octets.DATA_SM) {
            return;
        }
        byte[] kept = frame instanceof Frame.Decoded decoded ? decoded.raw() : ((Frame.Undecodable) frame).raw();
        assertThat(Arrays.equals(kept, raw)).describedAs(what).isTrue();
        Delivery.Reading published = Published.reading(raw);
        if (published instanceof Delivery.Mo) {
            DeliverSm read = Published.deliverSm(raw);
            if (read.source().isBlank()) {
                throw new AssertionError("a message from nobody: " + what + ": " + Octets.hex(raw));
            }
        }
    }
}

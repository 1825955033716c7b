package io.smppworker.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudhopper.smpp.pdu.EnquireLink;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Octets into frames (SMPP 3.4 §3.2), however the network cuts them. */
class PduDecoderTest {
    private static final int MAX_OCTETS = 64 * 1024;

    private final EmbeddedChannel channel = new EmbeddedChannel(new PduDecoder(MAX_OCTETS));

    private List<Frame> frames(byte[] octets) {
        channel.writeInbound(Unpooled.wrappedBuffer(octets));
        List<Frame> frames = new ArrayList<>();
        for (Frame frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
            frames.add(frame);
        }
        return frames;
    }

    @Test
    void aGoodPduBehindAnUndecodableOneComesOutOfTheSameRead() {
        byte[] bad = Octets.pdu(Octets.DELIVER_SM, 0, 1, Octets.hex("00"));
        List<Frame> frames = frames(Octets.join(bad, Octets.pdu(Octets.ENQUIRE_LINK, 0, 2)));

        assertThat(frames).hasSize(2);
        assertThat(frames.get(0)).isInstanceOfSatisfying(Frame.Undecodable.class, frame -> {
            assertThat(frame.commandId()).isEqualTo(Octets.DELIVER_SM);
            assertThat(frame.sequenceNumber()).isEqualTo(1);
            assertThat(frame.raw()).isEqualTo(bad);
        });
        assertThat(frames.get(1))
                .isInstanceOfSatisfying(
                        Frame.Decoded.class, frame -> assertThat(frame.pdu()).isInstanceOf(EnquireLink.class));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyCutOfTheStreamGivesTheSameFrames(long seed) {
        byte[] body = Octets.deliverSmBody("27821234567", "27830000000", 4, 0, new byte[120]);
        byte[] stream = new byte[0];
        for (int i = 0; i < 50; i++) {
            stream = Octets.join(stream, Octets.pdu(Octets.DELIVER_SM, 0, i, body), Octets.pdu(0x777, 0, i));
        }
        Random random = new Random(seed);
        List<Frame> frames = new ArrayList<>();
        for (int from = 0; from < stream.length; ) {
            int to = Math.min(stream.length, from + 1 + random.nextInt(200));
            frames.addAll(frames(java.util.Arrays.copyOfRange(stream, from, to)));
            from = to;
        }
        assertThat(frames).hasSize(100);
        for (int i = 0; i < 50; i++) {
            int sequenceNumber = i;
            assertThat(frames.get(2 * i))
                    .isInstanceOfSatisfying(
                            Frame.Decoded.class,
                            frame -> assertThat(frame.pdu().getSequenceNumber()).isEqualTo(sequenceNumber));
            assertThat(frames.get(2 * i + 1)).isInstanceOf(Frame.Undecodable.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000", "00000008", "0000000F", "00010001", "7FFFFFFF", "80000000", "FFFFFFFF"})
    void anImpossibleLengthIsReportedOnceAndNothingBehindItIsRead(String length) {
        assertThat(frames(Octets.join(Octets.hex(length), Octets.pdu(Octets.ENQUIRE_LINK, 0, 2))))
                .containsExactly(new Frame.Unframed(Long.parseLong(length, 16)));
        assertThat(frames(Octets.pdu(Octets.ENQUIRE_LINK, 0, 3))).isEmpty();
    }

    @Test
    void theLongestPduIsStillRead() {
        byte[] longest = Octets.pdu(Octets.ENQUIRE_LINK, 0, 1, new byte[MAX_OCTETS - 16]);
        assertThat(frames(longest)).hasSize(1);
        assertThat(frames(Octets.pdu(Octets.ENQUIRE_LINK, 0, 2)))
                .hasOnlyElementsOfType(Frame.Decoded.class)
                .hasSize(1);
    }

    @Test
    void randomOctetsBehindASoundLengthNeverStopTheDecoder() {
        Random random = new Random(42);
        for (int i = 0; i < 2_000; i++) {
            byte[] body = new byte[random.nextInt(300)];
            random.nextBytes(body);
            int[] known = {4, 5, 0x103, 9, 0x15, 0x8000_0004, 0x8000_0005, 0x8000_0009, 0x8000_0103};
            byte[] pdu = Octets.pdu(known[random.nextInt(known.length)], random.nextInt(), i, body);
            assertThat(frames(pdu)).hasSize(1);
        }
        assertThat(frames(Octets.pdu(Octets.ENQUIRE_LINK, 0, 1))).hasSize(1);
    }
}

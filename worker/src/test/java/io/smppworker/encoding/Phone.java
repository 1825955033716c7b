package io.smppworker.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.encoding.UserDataHeader.Concatenation;
import io.smppworker.message.DefaultAlphabet;
import io.smppworker.message.LongMessages;
import io.smppworker.message.Segment;
import io.smppworker.message.TextSettings;
import io.smppworker.message.Tlv;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a message as its receiver would, and finds every segment within its limit and in its place. */
final class Phone {
    private static final int AIR_OCTETS = 140;

    private Phone() {}

    /** The text of each part, in order. */
    static List<String> read(List<Segment> segments, TextSettings settings, int reference) {
        List<String> parts = new ArrayList<>();
        for (Segment segment : segments) {
            parts.add(read(segment, segments.size(), parts.size() + 1, settings, reference));
        }
        return parts;
    }

    private static String read(Segment segment, int total, int index, TextSettings settings, int reference) {
        assertThat(segment.index()).isEqualTo(index);
        assertThat(segment.total()).isEqualTo(total);
        Map<Integer, byte[]> tlvs =
                segment.tlvs().stream().collect(Collectors.toMap(Tlv::tag, Tlv::value, (one, other) -> other));
        byte[] payload = tlvs.get(Tlv.MESSAGE_PAYLOAD);
        byte[] body = payload == null ? segment.shortMessage() : payload;

        UserData data = TextDecoder.decode(segment.dataCoding(), segment.esmClass(), body, settings);

        UserDataHeader header = data.header();
        assertThat(header == null ? null : header.concatenation())
                .isEqualTo(expectedHeader(total, index, settings.longMessages(), reference));
        if (total > 1 && settings.longMessages() == LongMessages.SAR) {
            assertThat(tlvs.keySet())
                    .containsExactlyInAnyOrder(Tlv.SAR_MSG_REF_NUM, Tlv.SAR_TOTAL_SEGMENTS, Tlv.SAR_SEGMENT_SEQNUM);
            assertThat(tlvs.get(Tlv.SAR_MSG_REF_NUM)).containsExactly((byte) (reference >> 8), (byte) reference);
            assertThat(tlvs.get(Tlv.SAR_TOTAL_SEGMENTS)).containsExactly((byte) total);
            assertThat(tlvs.get(Tlv.SAR_SEGMENT_SEQNUM)).containsExactly((byte) index);
        }
        if (payload == null) {
            assertFits(segment, header == null ? 0 : header.octets(), settings);
        } else {
            assertThat(segment.shortMessage()).isEmpty();
            assertThat(settings.longMessages()).isEqualTo(LongMessages.PAYLOAD);
        }
        assertThat(data).isInstanceOf(UserData.Text.class);
        return ((UserData.Text) data).text();
    }

    private static @Nullable Concatenation expectedHeader(int total, int index, LongMessages mode, int reference) {
        if (total == 1 || mode == LongMessages.SAR) {
            return null;
        }
        return mode == LongMessages.UDH
                ? new Concatenation(reference & 0xFF, 8, total, index)
                : new Concatenation(reference, 16, total, index);
    }

    /** Septets count packed, however they are sent (3GPP TS 23.040 §9.2.3.16). */
    private static void assertFits(Segment segment, int headerOctets, TextSettings settings) {
        int octets = segment.shortMessage().length;
        boolean septets = !settings.packed()
                && segment.dataCoding() == 0
                && settings.defaultAlphabet() == DefaultAlphabet.GSM0338;
        int onAir = septets ? ((headerOctets * 8 + 6) / 7 * 7 + (octets - headerOctets) * 7 + 7) / 8 : octets;
        assertThat(onAir).isLessThanOrEqualTo(AIR_OCTETS);
        assertThat(segment.esmClass()).isEqualTo(headerOctets == 0 ? 0 : 0x40);
    }

    /** Joins what was read. */
    static String joined(List<String> parts) {
        return String.join("", parts);
    }
}

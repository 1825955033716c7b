package io.smppworker.encoding;

import io.smppworker.message.Content;
import io.smppworker.message.Segment;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a message into the fewest segments that hold it, joined by 8-bit concatenation headers (3GPP TS 23.040
 * §9.2.3.24.1). No cut separates an escape from its septet or the halves of a surrogate pair. Stateless.
 */
public final class Segmenter {
    private static final int MOST_OCTETS = 140;
    private static final int MOST_SEGMENTS = 255;
    private static final int UDH_INDICATOR = 0x40;

    private Segmenter() {}

    /**
     * Encodes and cuts. Text that fits one segment has no header; empty text is one empty segment. {@code AUTO} is GSM
     * 03.38 when it has every character, else UCS-2. Binary content is one segment of at most 140 octets, as it is.
     * Positions in reasons count characters (code points) from 1.
     *
     * @param reference joins the segments of one message, modulo 256; not used when there is one segment
     * @param maxSegments more are {@link Segmentation.TooLong}, as are more than the header can count, 255
     */
    public static Segmentation segment(Content content, int reference, int maxSegments) {
        if (content instanceof Content.Text text) {
            return text(text, reference, Math.min(maxSegments, MOST_SEGMENTS));
        }
        Content.Binary binary = (Content.Binary) content;
        return binary.octets().length <= MOST_OCTETS
                ? new Segmentation.Segments(
                        List.of(new Segment(1, 1, binary.dataCoding(), binary.esmClass(), binary.octets())))
                : new Segmentation.Unencodable(
                        "%d octets of binary content, at most %d fit".formatted(binary.octets().length, MOST_OCTETS));
    }

    private static Segmentation text(Content.Text content, int reference, int allowed) {
        String text = content.text();
        Alphabet alphabet = switch (content.encoding()) {
            case GSM7 -> Alphabet.GSM;
            case UCS2 -> Alphabet.UCS2;
            case AUTO -> Gsm0338.canEncode(text) ? Alphabet.GSM : Alphabet.UCS2;
        };
        int units = 0;
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            int width = alphabet.width(text.codePointAt(i));
            if (width == 0) {
                return unencodable(text, i);
            }
            units += width;
        }
        List<String> parts = units <= alphabet.unitsAlone() ? List.of(text) : cut(text, alphabet);
        if (parts.size() > allowed) {
            return new Segmentation.TooLong(parts.size(), allowed);
        }
        return new Segmentation.Segments(segments(parts, alphabet, reference));
    }

    /** Greedy, which is the fewest: every part takes all the code points that fit. */
    private static List<String> cut(String text, Alphabet alphabet) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        int units = 0;
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            int width = alphabet.width(text.codePointAt(i));
            if (units + width > alphabet.unitsInPart()) {
                parts.add(text.substring(start, i));
                start = i;
                units = 0;
            }
            units += width;
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static List<Segment> segments(List<String> parts, Alphabet alphabet, int reference) {
        int total = parts.size();
        if (total == 1) {
            return List.of(new Segment(1, 1, alphabet.dataCoding(), 0, alphabet.encode(parts.get(0))));
        }
        List<Segment> segments = new ArrayList<>(total);
        for (int index = 1; index <= total; index++) {
            byte[] header = {5, UserDataHeader.CONCATENATION_8_BIT, 3, (byte) reference, (byte) total, (byte) index};
            byte[] text = alphabet.encode(parts.get(index - 1));
            byte[] message = new byte[header.length + text.length];
            System.arraycopy(header, 0, message, 0, header.length);
            System.arraycopy(text, 0, message, header.length, text.length);
            segments.add(new Segment(index, total, alphabet.dataCoding(), UDH_INDICATOR, message));
        }
        return segments;
    }

    private static Segmentation unencodable(String text, int index) {
        int codePoint = text.codePointAt(index);
        boolean loneSurrogate = Character.isBmpCodePoint(codePoint) && Character.isSurrogate((char) codePoint);
        return new Segmentation.Unencodable("U+%04X at position %d %s"
                .formatted(
                        codePoint,
                        text.codePointCount(0, index) + 1,
                        loneSurrogate ? "is half of a surrogate pair" : "is not in the GSM 03.38 alphabet"));
    }
}

package io.smppworker.encoding;

import io.smppworker.message.Content;
import io.smppworker.message.DefaultAlphabet;
import io.smppworker.message.LongMessages;
import io.smppworker.message.Segment;
import io.smppworker.message.TextSettings;
import io.smppworker.message.Tlv;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a message into the fewest segments that hold it and marks them as its parts in the way configured for the provider.
 * No cut separates an escape from its septet, the halves of a surrogate pair, or, where it fits a segment, what a person
 * sees as one character. Immutable.
 */
public final class Segmenter {
    private static final int MOST_SEGMENTS = 255;
    private static final String BINARY = "binary";

    private final TextSettings settings;
    private final Coder coder;
    /** For texts with a message class: their data_coding names GSM 03.38, whatever data_coding 0 names. */
    private final Coder classed;

    public Segmenter(TextSettings settings) {
        this.settings = settings;
        this.coder = new Coder(settings);
        this.classed = new Coder(settings.withDefaultAlphabet(DefaultAlphabet.GSM0338));
    }

    /**
     * Encodes and cuts. A message that fits one segment is not marked as a part; empty text is one empty segment. Binary
     * content is sent as it is; where it is longer than a segment, every part gets the elements of its user data header
     * (ports, say). A message class is put into the data_coding. Positions in reasons count code points from 1.
     *
     * @param reference joins the segments of one message, truncated to its 8 or 16 bits; not used when there is one segment
     * @param maxSegments more are {@link Segmentation.TooLong}, as are more than 255, the most that can be numbered. A
     *     message_payload counts as one, and is too long beyond 65535 octets
     */
    public Segmentation segment(Content content, int reference, int maxSegments) {
        int allowed = Math.min(maxSegments, MOST_SEGMENTS);
        return content instanceof Content.Text text
                ? text(text, reference, allowed)
                : binary((Content.Binary) content, reference, allowed);
    }

    private Segmentation binary(Content.Binary given, int reference, int allowed) {
        OptionalInt dataCoding = given.messageClass() == null
                ? OptionalInt.of(given.dataCoding())
                : MessageClass.in(given.dataCoding(), given.messageClass());
        if (dataCoding.isEmpty()) {
            return new Segmentation.Unencodable(
                    "data_coding %d cannot be said together with a message class".formatted(given.dataCoding()));
        }
        Content.Binary content = new Content.Binary(given.octets(), dataCoding.getAsInt(), given.esmClass());
        byte[] octets = content.octets();
        if (octets.length <= Alphabet.MOST_OCTETS) {
            Segment whole = new Segment(1, 1, content.dataCoding(), content.esmClass(), octets);
            return new Segmentation.Segments(List.of(whole), BINARY, false);
        }
        Optional<byte[]> elements = BinaryHeader.elements(content, settings.defaultAlphabet());
        int room = Alphabet.MOST_OCTETS
                - coder.headerOctets(elements.map(of -> of.length).orElse(0));
        if (elements.isEmpty() || room <= 0) {
            return new Segmentation.Unencodable("%d octets of binary content that cannot be cut, at most %d fit"
                    .formatted(octets.length, Alphabet.MOST_OCTETS));
        }
        if (settings.longMessages() == LongMessages.PAYLOAD) {
            return payload(content.dataCoding(), content.esmClass(), octets, BINARY, false);
        }
        int start = BinaryHeader.octets(content, elements.get());
        int parts = (octets.length - start + room - 1) / room;
        if (parts > allowed) {
            return new Segmentation.TooLong(parts, allowed);
        }
        List<Segment> segments = new ArrayList<>(parts);
        for (int index = 1; index <= parts; index++) {
            int from = start + (index - 1) * room;
            byte[] data = Arrays.copyOfRange(octets, from, Math.min(from + room, octets.length));
            byte[] header = header(elements.get(), place(reference, parts, index));
            segments.add(part(header, content.dataCoding(), content.esmClass(), data, reference, parts, index));
        }
        return new Segmentation.Segments(segments, BINARY, false);
    }

    private Segmentation text(Content.Text content, int reference, int allowed) {
        Coder chosen = content.messageClass() == null ? coder : classed;
        Optional<CodedText> coded = chosen.code(content.text(), content.encoding());
        if (coded.isEmpty()) {
            return new Segmentation.Unencodable(chosen.unencodable(content.text(), content.encoding()));
        }
        CodedText text = coded.get();
        int dataCoding = dataCoding(text.alphabet(), content.messageClass());
        int parts = text.parts().size();
        if (parts > 1 && settings.longMessages() == LongMessages.PAYLOAD) {
            byte[] octets = text.alphabet().encode(text.text(), 0);
            return payload(dataCoding, 0, octets, text.alphabet().title(), text.transliterated());
        }
        if (parts > allowed) {
            return new Segmentation.TooLong(parts, allowed);
        }
        List<Segment> segments = new ArrayList<>(parts);
        for (int index = 1; index <= parts; index++) {
            byte[] place = parts == 1 ? new byte[0] : place(reference, parts, index);
            byte[] header = header(text.alphabet().headerElements(), place);
            byte[] data = text.alphabet().encode(text.parts().get(index - 1), header.length);
            segments.add(part(header, dataCoding, 0, data, reference, parts, index));
        }
        return new Segmentation.Segments(segments, text.alphabet().title(), text.transliterated());
    }

    private static int dataCoding(Alphabet alphabet, @Nullable Integer messageClass) {
        return messageClass == null
                ? alphabet.dataCoding()
                : MessageClass.in(alphabet.dataCoding(), messageClass).orElseThrow();
    }

    private static Segmentation payload(
            int dataCoding, int esmClass, byte[] octets, String coding, boolean transliterated) {
        if (octets.length > Tlv.MOST_OCTETS) {
            return new Segmentation.TooLong((octets.length - 1) / Tlv.MOST_OCTETS + 1, 1);
        }
        Tlv payload = new Tlv(Tlv.MESSAGE_PAYLOAD, octets);
        Segment whole = new Segment(1, 1, dataCoding, esmClass, new byte[0], List.of(payload));
        return new Segmentation.Segments(List.of(whole), coding, transliterated);
    }

    private Segment part(
            byte[] header, int dataCoding, int esmClass, byte[] data, int reference, int total, int index) {
        return new Segment(
                index,
                total,
                dataCoding,
                header.length == 0 ? esmClass & ~UserDataHeader.INDICATOR : esmClass | UserDataHeader.INDICATOR,
                joined(header, data),
                total > 1 && settings.longMessages() == LongMessages.SAR ? sar(reference, total, index) : List.of());
    }

    /** The header element that says which part it is; no octets where TLVs say it. */
    private byte[] place(int reference, int total, int index) {
        return switch (settings.longMessages()) {
            case UDH ->
                new byte[] {UserDataHeader.CONCATENATION_8_BIT, 3, (byte) reference, (byte) total, (byte) index};
            case UDH16 ->
                new byte[] {
                    UserDataHeader.CONCATENATION_16_BIT,
                    4,
                    (byte) (reference >> 8),
                    (byte) reference,
                    (byte) total,
                    (byte) index
                };
            case SAR, PAYLOAD -> new byte[0];
        };
    }

    private static List<Tlv> sar(int reference, int total, int index) {
        return List.of(
                new Tlv(Tlv.SAR_MSG_REF_NUM, new byte[] {(byte) (reference >> 8), (byte) reference}),
                new Tlv(Tlv.SAR_TOTAL_SEGMENTS, new byte[] {(byte) total}),
                new Tlv(Tlv.SAR_SEGMENT_SEQNUM, new byte[] {(byte) index}));
    }

    /** The place first, as most phones expect it; nothing at all when there are no elements. */
    private static byte[] header(byte[] shifts, byte[] place) {
        int length = shifts.length + place.length;
        return length == 0 ? new byte[0] : joined(new byte[] {(byte) length}, joined(place, shifts));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}

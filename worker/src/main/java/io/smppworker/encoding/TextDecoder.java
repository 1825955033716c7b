package io.smppworker.encoding;

import io.smppworker.message.TextSettings;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a deliver_sm by its data_coding and esm_class. Octets that are invalid in their coding stay octets, so
 * that nothing is lost; never throws. Stateless.
 */
public final class TextDecoder {
    private TextDecoder() {}

    /**
     * Separates the user data header, if esm_class announces one, and decodes the octets after it. If the header is
     * malformed, its end is unknown: then the whole body is binary, without header.
     *
     * @param dataCoding data_coding, 0..255 (SMPP 3.4 §5.2.19)
     * @param esmClass esm_class, 0..255 (SMPP 3.4 §5.2.12)
     * @param body short_message or message_payload; not kept
     * @param settings of the provider
     */
    public static UserData decode(int dataCoding, int esmClass, byte[] body, TextSettings settings) {
        return decode(Coding.of(dataCoding, settings.defaultAlphabet()), esmClass, body, settings.packed());
    }

    /** The same, for a given coding. */
    static UserData decode(Coding coding, int esmClass, byte[] body, boolean packed) {
        if (!UserDataHeader.isIn(esmClass)) {
            return decode(coding, body.clone(), null, packed);
        }
        Optional<UserDataHeader> header = UserDataHeader.parse(body);
        return header.isPresent()
                ? decode(coding, Arrays.copyOfRange(body, header.get().octets(), body.length), header.get(), packed)
                : new UserData.Binary(body.clone(), null);
    }

    /** Whether these are octets of a text with a byte order mark, which says how to read the other parts too. */
    public static boolean isMarked(int dataCoding, byte[] userData, TextSettings settings) {
        Coding coding = Coding.of(dataCoding, settings.defaultAlphabet());
        boolean isPacked = settings.packed() && coding == Coding.GSM;
        return !isPacked && ByteOrderMark.of(coding, userData) != null;
    }

    /**
     * The octets from {@code start} on as text of the GSM default alphabet, eight septets in seven octets; a septet without
     * a character becomes U+FFFD or the like. For finding known words in octets of unknown form.
     *
     * @param start length of the user data header in front; 0 for none
     */
    public static String unpacked(byte[] body, int start) {
        return SeptetCode.DEFAULT.decode(Packing.unpack(Arrays.copyOfRange(body, start, body.length), start));
    }

    private static UserData decode(Coding coding, byte[] octets, @Nullable UserDataHeader header, boolean packed) {
        boolean isPacked = packed && coding == Coding.GSM;
        Optional<String> text = isPacked
                ? text(coding, Packing.unpack(octets, header == null ? 0 : header.octets()), header)
                : marked(coding, octets).or(() -> text(coding, octets, header));
        return text.isPresent() ? new UserData.Text(text.get(), header) : new UserData.Binary(octets, header);
    }

    /**
     * Decodes by the coding alone, a byte order mark like any other character; empty when the octets are invalid in it.
     *
     * @param octets for GSM, one septet in each
     * @param header which may name national tables; null for none
     */
    static Optional<String> text(Coding coding, byte[] octets, @Nullable UserDataHeader header) {
        return switch (coding) {
            case GSM -> gsm(octets, header);
            case ASCII -> strictly(StandardCharsets.US_ASCII, octets);
            case LATIN_1 -> strictly(StandardCharsets.ISO_8859_1, octets);
            case UTF_8 -> strictly(StandardCharsets.UTF_8, octets);
            case CYRILLIC -> strictly(Charset.forName("ISO-8859-5"), octets);
            case UCS2 -> strictly(StandardCharsets.UTF_16BE, octets);
            case UCS2_LITTLE_ENDIAN -> strictly(StandardCharsets.UTF_16LE, octets);
            case BINARY -> Optional.empty();
        };
    }

    /**
     * Decodes by the tables that the header names. No text when an octet is no septet, a septet has no character, or the
     * last escape has no septet (it may be in the next part).
     */
    private static Optional<String> gsm(byte[] septets, @Nullable UserDataHeader header) {
        boolean escaped = false;
        for (byte septet : septets) {
            escaped = septet == SeptetTable.ESCAPE && !escaped;
        }
        SeptetCode code =
                header == null ? SeptetCode.DEFAULT : SeptetCode.of(header.lockingShift(), header.singleShift());
        String text = code.decode(septets);
        return escaped || text.indexOf(SeptetCode.UNKNOWN) >= 0 ? Optional.empty() : Optional.of(text);
    }

    /** Decodes by the first byte order mark, at the start, which is no part of the text; empty without one. */
    private static Optional<String> marked(Coding coding, byte[] octets) {
        ByteOrderMark mark = ByteOrderMark.of(coding, octets);
        return mark == null
                ? Optional.empty()
                : text(mark.coding(), Arrays.copyOfRange(octets, mark.length(), octets.length), null);
    }

    private static Optional<String> strictly(Charset charset, byte[] octets) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(octets)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}

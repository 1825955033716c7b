package io.smppworker.encoding;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a deliver_sm by its data_coding and esm_class. Octets that are not of the coding they claim stay
 * octets, so that nothing is lost; never throws. Stateless.
 */
public final class TextDecoder {
    private TextDecoder() {}

    /**
     * Separates the user data header, if esm_class announces one, and decodes the rest. Where the header is malformed
     * there is no telling text from header: then the whole body is binary, without header.
     *
     * @param dataCoding data_coding, 0..255 (SMPP 3.4 §5.2.19)
     * @param esmClass esm_class, 0..255 (SMPP 3.4 §5.2.12)
     * @param body short_message or message_payload; not kept
     * @param packed whether GSM 03.38 comes with eight septets in seven octets, in place of one in each octet
     */
    public static UserData decode(int dataCoding, int esmClass, byte[] body, boolean packed) {
        if ((esmClass & UserDataHeader.INDICATOR) == 0) {
            return decode(dataCoding, body.clone(), null, packed);
        }
        Optional<UserDataHeader> header = UserDataHeader.parse(body);
        return header.isPresent()
                ? decode(dataCoding, Arrays.copyOfRange(body, header.get().octets(), body.length), header.get(), packed)
                : new UserData.Binary(body.clone(), null);
    }

    /** Whether these are octets of a text with a byte order mark, which says how to read the other parts too. */
    public static boolean isMarked(int dataCoding, byte[] userData) {
        return isText(dataCoding) && Mark.of(userData) != null;
    }

    /** Octets of the byte order mark that both the first part and this one begin with; 0 for none. */
    static int repeatedMarkOctets(int dataCoding, byte[] first, byte[] userData) {
        Mark mark = isText(dataCoding) ? Mark.of(userData) : null;
        return mark != null && mark == Mark.of(first) ? mark.octets.length : 0;
    }

    /**
     * The octets from {@code start} on as text of the default alphabet, eight septets in seven octets; what is no
     * character of it is U+FFFD or the like. For those who look for known words in octets of unknown form.
     *
     * @param start length of the user data header in front; 0 for none
     */
    public static String unpacked(byte[] body, int start) {
        return SeptetCode.DEFAULT.decode(Packing.unpack(Arrays.copyOfRange(body, start, body.length), start));
    }

    /** Whether text of this data_coding is in septets. */
    static boolean isGsm(int dataCoding) {
        return Coding.of(dataCoding) == Coding.GSM;
    }

    /** Whether a cut between any two octets of this data_coding leaves both sides whole. */
    static boolean isOctets(int dataCoding) {
        return Coding.of(dataCoding) != Coding.GSM && Coding.of(dataCoding) != Coding.UCS2;
    }

    private static UserData decode(int dataCoding, byte[] octets, @Nullable UserDataHeader header, boolean packed) {
        boolean isPacked = packed && isGsm(dataCoding);
        Optional<String> marked = isPacked ? Optional.empty() : marked(dataCoding, octets);
        if (marked.isPresent()) {
            return new UserData.Text(marked.get(), header);
        }
        Optional<String> text = switch (Coding.of(dataCoding)) {
            case GSM -> gsm(packed ? Packing.unpack(octets, header == null ? 0 : header.octets()) : octets, header);
            case ASCII -> strictly(StandardCharsets.US_ASCII, octets);
            case LATIN_1 -> strictly(StandardCharsets.ISO_8859_1, octets);
            case CYRILLIC -> strictly(Charset.forName("ISO-8859-5"), octets);
            case UCS2 -> strictly(StandardCharsets.UTF_16BE, octets);
            case BINARY -> Optional.empty();
        };
        return text.isPresent() ? new UserData.Text(text.get(), header) : new UserData.Binary(octets, header);
    }

    /**
     * By the tables that the header names. Not text when an octet is no septet, a septet stands for nothing, or an escape
     * lacks its septet (it may be in the next part).
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

    /** By the byte order mark it begins with, which is no part of the text and begins no other; empty without one. */
    private static Optional<String> marked(int dataCoding, byte[] octets) {
        Mark mark = isText(dataCoding) ? Mark.of(octets) : null;
        return mark == null
                ? Optional.empty()
                : strictly(mark.charset, Arrays.copyOfRange(octets, mark.octets.length, octets.length));
    }

    private static boolean isText(int dataCoding) {
        return Coding.of(dataCoding) != Coding.BINARY;
    }

    /** U+FEFF in front of a text (RFC 2781 §3.2, RFC 3629 §6). */
    private enum Mark {
        BIG_ENDIAN(StandardCharsets.UTF_16BE, 0xFE, 0xFF),
        LITTLE_ENDIAN(StandardCharsets.UTF_16LE, 0xFF, 0xFE),
        UTF_8(StandardCharsets.UTF_8, 0xEF, 0xBB, 0xBF);

        private final Charset charset;
        private final int[] octets;

        Mark(Charset charset, int... octets) {
            this.charset = charset;
            this.octets = octets;
        }

        static @Nullable Mark of(byte[] text) {
            for (Mark mark : values()) {
                if (mark.begins(text)) {
                    return mark;
                }
            }
            return null;
        }

        private boolean begins(byte[] text) {
            for (int i = 0; i < octets.length; i++) {
                if (i >= text.length || text[i] != (byte) octets[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    private static Optional<String> strictly(Charset charset, byte[] octets) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(octets)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** What data_coding names: up to 0x0F by SMPP's own table, above by the coding groups of 3GPP TS 23.038 §4. */
    private enum Coding {
        GSM,
        ASCII,
        LATIN_1,
        CYRILLIC,
        UCS2,
        BINARY;

        static Coding of(int dataCoding) {
            return switch (dataCoding >> 4 & 0x0F) {
                case 0x0 -> bySmpp(dataCoding & 0x0F);
                case 0x1, 0x4, 0x5 -> byCharacterSet(dataCoding); // general data, automatic deletion; not compressed
                case 0x2, 0x3, 0x6, 0x7 -> BINARY; // compressed
                case 0xE -> UCS2; // message waiting, store, UCS-2
                case 0xF -> (dataCoding & 0x04) == 0 ? GSM : BINARY; // data coding and message class
                default -> GSM; // message waiting with GSM text; reserved groups are to be read as GSM
            };
        }

        /** SMPP 3.4 §5.2.19; what is not here (JIS, Hebrew, Korean, pictograms) stays octets. */
        private static Coding bySmpp(int value) {
            return switch (value) {
                case 0 -> GSM;
                case 1 -> ASCII;
                case 3 -> LATIN_1;
                case 6 -> CYRILLIC;
                case 8 -> UCS2;
                default -> BINARY;
            };
        }

        /** Bits 3 and 2 (3GPP TS 23.038 §4); the reserved value is to be read as GSM. */
        private static Coding byCharacterSet(int dataCoding) {
            return switch (dataCoding >> 2 & 0x03) {
                case 1 -> BINARY;
                case 2 -> UCS2;
                default -> GSM;
            };
        }
    }
}

package io.smppworker.inbound;

import io.smppworker.encoding.TextDecoder;
import io.smppworker.encoding.UserDataHeader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The texts that the octets of a receipt may be. Providers send receipts in other forms than their data_coding says, so
 * every form is tried in which the ASCII of SMPP 3.4 appendix B occurs: one octet a character (ASCII, its supersets, and
 * the default alphabet), two octets in either order with or without a byte order mark, septets packed into octets; after
 * the user data header and, as some providers announce one and send none, from the first octet. Only one of them can
 * contain the names of the fields. Pure.
 */
final class ReceiptOctets {
    private static final int UTF_8_MARK_OCTETS = 3;
    private static final int ESCAPE = 0x1B;

    private ReceiptOctets() {}

    /** The readings, likely ones first; none of them throws. */
    static List<Supplier<String>> readings(byte[] body, boolean headerAnnounced) {
        List<Supplier<String>> readings = new ArrayList<>();
        Optional<UserDataHeader> header = headerAnnounced ? UserDataHeader.parse(body) : Optional.empty();
        header.ifPresent(sound -> addForms(readings, body, sound.octets()));
        addForms(readings, body, 0);
        return readings;
    }

    private static void addForms(List<Supplier<String>> readings, byte[] body, int start) {
        int length = body.length - start;
        int even = length & ~1;
        readings.add(() -> octetwise(body, start));
        readings.add(() -> new String(body, start, even, StandardCharsets.UTF_16BE));
        readings.add(() -> new String(body, start, even, StandardCharsets.UTF_16LE));
        readings.add(() -> TextDecoder.unpacked(body, start));
    }

    /** ASCII, and those ASCII characters that have another code in the default alphabet, except NUL. */
    private static String octetwise(byte[] body, int start) {
        int from = start + (isUtf8Mark(body, start) ? UTF_8_MARK_OCTETS : 0);
        String text = new String(body, from, body.length - from, StandardCharsets.ISO_8859_1);
        if (text.indexOf(0x11) < 0 && text.indexOf(0x02) < 0 && text.indexOf(ESCAPE) < 0) {
            return text;
        }
        StringBuilder read = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ESCAPE && i + 1 < text.length()) {
                i++;
                read.append(extended(text.charAt(i)));
            } else {
                read.append(c == 0x11 ? '_' : c == 0x02 ? '$' : c);
            }
        }
        return read.toString();
    }

    /** 3GPP TS 23.038 §6.2.1.1, the default extension table as far as it is ASCII. */
    private static char extended(char septet) {
        return switch (septet) {
            case 0x14 -> '^';
            case 0x28 -> '{';
            case 0x29 -> '}';
            case 0x2F -> '\\';
            case 0x3C -> '[';
            case 0x3D -> '~';
            case 0x3E -> ']';
            case 0x40 -> '|';
            default -> septet;
        };
    }

    private static boolean isUtf8Mark(byte[] body, int at) {
        return body.length - at >= UTF_8_MARK_OCTETS
                && body[at] == (byte) 0xEF
                && body[at + 1] == (byte) 0xBB
                && body[at + 2] == (byte) 0xBF;
    }
}

package io.smppworker.encoding;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** U+FEFF in front of a text, which says how to read it whatever its data_coding (RFC 2781 §3.2, RFC 3629 §6). */
enum ByteOrderMark {
    BIG_ENDIAN(StandardCharsets.UTF_16BE, 2, 0xFEFF),
    LITTLE_ENDIAN(StandardCharsets.UTF_16LE, 2, 0xFFFE),
    UTF_8(StandardCharsets.UTF_8, 3, 0xEFBBBF);

    private final Charset charset;
    private final int length;
    private final int octets;

    ByteOrderMark(Charset charset, int length, int octets) {
        this.charset = charset;
        this.length = length;
        this.octets = octets;
    }

    /** The one that the user data begins with; null for none, and for what is no text. */
    static @Nullable ByteOrderMark of(Coding coding, byte[] userData) {
        if (coding == Coding.BINARY) {
            return null;
        }
        for (ByteOrderMark mark : values()) {
            if (mark.begins(userData)) {
                return mark;
            }
        }
        return null;
    }

    /** Octets of the mark that both the first part and this one begin with; 0 for none. */
    static int repeatedOctets(Coding coding, byte[] first, byte[] userData) {
        ByteOrderMark mark = of(coding, userData);
        return mark != null && mark == of(coding, first) ? mark.length() : 0;
    }

    /** Of the text behind it. */
    Charset charset() {
        return charset;
    }

    /** In octets. */
    int length() {
        return length;
    }

    private boolean begins(byte[] userData) {
        int first = 0;
        for (int i = 0; i < length && i < userData.length; i++) {
            first = first << 8 | Byte.toUnsignedInt(userData[i]);
        }
        return userData.length >= length && first == octets;
    }
}

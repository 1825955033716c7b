package io.smppworker.encoding;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** U+FEFF in front of a text, which says how to read it whatever its data_coding (RFC 2781 §3.2, RFC 3629 §6). */
enum ByteOrderMark {
    BIG_ENDIAN(StandardCharsets.UTF_16BE, 0xFE, 0xFF),
    LITTLE_ENDIAN(StandardCharsets.UTF_16LE, 0xFF, 0xFE),
    UTF_8(StandardCharsets.UTF_8, 0xEF, 0xBB, 0xBF);

    private final Charset charset;
    private final int[] octets;

    ByteOrderMark(Charset charset, int... octets) {
        this.charset = charset;
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
        return octets.length;
    }

    private boolean begins(byte[] userData) {
        for (int i = 0; i < octets.length; i++) {
            if (i >= userData.length || userData[i] != (byte) octets[i]) {
                return false;
            }
        }
        return true;
    }
}

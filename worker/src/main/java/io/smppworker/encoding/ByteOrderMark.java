package io.smppworker.encoding;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** U+FEFF in front of a text, which says how to read it whatever its data_coding (RFC 2781 §3.2, RFC 3629 §6). */
enum ByteOrderMark {
    BIG_ENDIAN(Coding.UCS2, 2, 0xFEFF),
    LITTLE_ENDIAN(Coding.UCS2_LITTLE_ENDIAN, 2, 0xFFFE),
    UTF_8(Coding.UTF_8, 3, 0xEFBBBF);

    private final Coding coding;
    private final int length;
    private final int octets;

    ByteOrderMark(Coding coding, int length, int octets) {
        this.coding = coding;
        this.length = length;
        this.octets = octets;
    }

    /** The mark that the user data begins with; null for none, and for binary data. */
    static @Nullable ByteOrderMark of(Coding coding, byte[] userData) {
        return Arrays.stream(values())
                .filter(mark -> coding != Coding.BINARY && mark.begins(userData))
                .findFirst()
                .orElse(null);
    }

    /** The coding of the text behind it. */
    Coding coding() {
        return coding;
    }

    /** Its length in octets. */
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

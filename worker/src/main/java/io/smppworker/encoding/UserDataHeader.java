package io.smppworker.encoding;

import io.smppworker.message.NationalLanguage;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a user data header (3GPP TS 23.040 §9.2.3.24) that this product uses.
 *
 * @param octets its length, the length octet included: where the text begins
 * @param concatenation null when the message came whole
 * @param ports null when it is addressed to the person, not to an application
 * @param lockingShift the language whose table replaces the default alphabet; null for none or an unknown one
 * @param singleShift the language whose table replaces the extension table; null for none or an unknown one
 */
public record UserDataHeader(
        int octets,
        @Nullable Concatenation concatenation,
        @Nullable Ports ports,
        @Nullable NationalLanguage lockingShift,
        @Nullable NationalLanguage singleShift) {

    /** In esm_class: the body begins with a header (SMPP 3.4 §5.2.12). */
    public static final int INDICATOR = 0x40;

    static final int CONCATENATION_8_BIT = 0x00;
    private static final int PORTS_8_BIT = 0x04;
    private static final int PORTS_16_BIT = 0x05;
    static final int CONCATENATION_16_BIT = 0x08;
    static final int SINGLE_SHIFT = 0x24;
    static final int LOCKING_SHIFT = 0x25;

    /**
     * Place of a part in its message (§9.2.3.24.1, §9.2.3.24.8).
     *
     * @param reference 0..255, or 0..65535 from the 16-bit form
     * @param referenceBits 8 or 16: references of different forms have nothing to do with each other
     * @param total parts of the message, 1..255
     * @param index of this part, 1..total
     */
    public record Concatenation(int reference, int referenceBits, int total, int index) {}

    /** Whether esm_class announces that the body begins with a header. */
    static boolean isIn(int esmClass) {
        return (esmClass & INDICATOR) != 0;
    }

    /** Application ports (§9.2.3.24.3, §9.2.3.24.4), 0..65535. */
    public record Ports(int destination, int originator) {}

    /**
     * Reads the header that starts the body. Of an element given twice the last counts; an element of the wrong length, or
     * a place outside its total, is ignored, as the standard demands.
     *
     * @return empty when lengths do not add up, so that the start of the text is unknown; never throws
     */
    public static Optional<UserDataHeader> parse(byte[] body) {
        if (body.length == 0) {
            return Optional.empty();
        }
        int end = 1 + unsigned(body, 0);
        if (end > body.length) {
            return Optional.empty();
        }
        Concatenation concatenation = null;
        Ports ports = null;
        NationalLanguage locking = null;
        NationalLanguage single = null;
        int at = 1;
        while (at + 2 <= end) {
            int id = unsigned(body, at);
            int length = unsigned(body, at + 1);
            int data = at + 2;
            at = data + length;
            if (at > end) {
                return Optional.empty();
            }
            if (id == CONCATENATION_8_BIT && length == 3) {
                concatenation = place(unsigned(body, data), 8, body, data + 1, concatenation);
            } else if (id == CONCATENATION_16_BIT && length == 4) {
                concatenation = place(unsigned16(body, data), 16, body, data + 2, concatenation);
            } else if (id == PORTS_8_BIT && length == 2) {
                ports = new Ports(unsigned(body, data), unsigned(body, data + 1));
            } else if (id == PORTS_16_BIT && length == 4) {
                ports = new Ports(unsigned16(body, data), unsigned16(body, data + 2));
            } else if (id == LOCKING_SHIFT && length == 1) {
                locking = language(unsigned(body, data));
            } else if (id == SINGLE_SHIFT && length == 1) {
                single = language(unsigned(body, data));
            }
        }
        return at == end
                ? Optional.of(new UserDataHeader(end, concatenation, ports, locking, single))
                : Optional.empty();
    }

    private static @Nullable Concatenation place(
            int reference, int bits, byte[] body, int at, @Nullable Concatenation before) {
        int total = unsigned(body, at);
        int index = unsigned(body, at + 1);
        return index >= 1 && index <= total ? new Concatenation(reference, bits, total, index) : before;
    }

    /** A reserved identifier is ignored (§9.2.3.24.15, §9.2.3.24.16). */
    private static @Nullable NationalLanguage language(int identifier) {
        return Arrays.stream(NationalLanguage.values())
                .filter(language -> language.identifier() == identifier)
                .findFirst()
                .orElse(null);
    }

    private static int unsigned(byte[] octets, int at) {
        return octets[at] & 0xFF;
    }

    private static int unsigned16(byte[] octets, int at) {
        return unsigned(octets, at) << 8 | unsigned(octets, at + 1);
    }
}

package io.smppworker.encoding;

import java.util.OptionalInt;

/**
 * Puts a message class, which says what a handset does with a message (0 shows it at once, "flash"), into data_coding,
 * beside the alphabet (3GPP TS 23.038 §4). GSM 03.38 and octets have it in the group 1111, which SMPP 3.4 §5.2.19 has too;
 * UCS-2, which is missing in that group, in the general data coding group. Stateless.
 */
final class MessageClass {
    private static final int CLASS_BITS = 0x03;
    private static final int HAS_CLASS = 0x10;
    private static final int UCS2_WITH_CLASS = 0x18;
    private static final int GSM_WITH_CLASS = 0xF0;
    private static final int OCTETS_WITH_CLASS = 0xF4;

    private MessageClass() {}

    /**
     * The data_coding of the same alphabet with this class, in place of any that it has; empty when there is none.
     *
     * @param dataCoding 0..255
     * @param messageClass 0..3
     */
    static OptionalInt in(int dataCoding, int messageClass) {
        return switch (dataCoding >> 4) {
            case 0x0 ->
                switch (dataCoding) {
                    case 0 -> OptionalInt.of(GSM_WITH_CLASS | messageClass);
                    case 2, 4 -> OptionalInt.of(OCTETS_WITH_CLASS | messageClass);
                    case 8 -> OptionalInt.of(UCS2_WITH_CLASS | messageClass);
                    default -> OptionalInt.empty();
                };
            case 0x1, 0x2, 0x3, 0x4, 0x5, 0x6, 0x7, 0xF ->
                OptionalInt.of((dataCoding & ~CLASS_BITS) | HAS_CLASS | messageClass);
            default -> OptionalInt.empty(); // reserved, message waiting
        };
    }
}

package io.smppworker.encoding;

import java.util.Arrays;

/**
 * Packs eight septets into seven octets (3GPP TS 23.038 §6.1.2.1.1); fill bits after a user data header make them begin on
 * a septet boundary (3GPP TS 23.040 §9.2.3.24). SMPP counts octets and not septets, so seven bits left over at the end
 * cannot be distinguished from a last septet. As for USSD (3GPP TS 23.038 §6.1.2.3.1), they are filled with a CR, a text
 * that itself ends with CR on an octet boundary gets another where there is room, and a CR on an octet boundary is dropped
 * in reading. Stateless.
 */
final class Packing {
    private static final int CR = 0x0D;

    private Packing() {}

    /** @param headerOctets length of the user data header in front, its length octet included; 0 for none */
    static byte[] pack(byte[] septets, int headerOctets) {
        int fill = fillBits(headerOctets);
        int bits = septets.length == 0 ? 0 : fill + 7 * septets.length;
        int octets = (bits + 7) / 8;
        boolean endsWithCr = bits > 0 && bits % 8 == 0 && septets[septets.length - 1] == CR;
        if (bits % 8 == 1 || (endsWithCr && headerOctets + octets < Alphabet.MOST_OCTETS)) {
            byte[] longer = Arrays.copyOf(septets, septets.length + 1);
            longer[septets.length] = CR;
            return put(longer, fill, (fill + 7 * longer.length + 7) / 8);
        }
        return put(septets, fill, octets);
    }

    private static byte[] put(byte[] septets, int fill, int octets) {
        byte[] packed = new byte[octets];
        for (int i = 0; i < septets.length; i++) {
            int bit = fill + 7 * i;
            int shifted = septets[i] << bit % 8;
            packed[bit / 8] |= (byte) shifted;
            if (shifted > 0xFF) {
                packed[bit / 8 + 1] |= (byte) (shifted >> 8);
            }
        }
        return packed;
    }

    /** The septets, one in each octet, of user data behind a header of this many octets. */
    static byte[] unpack(byte[] packed, int headerOctets) {
        int fill = fillBits(headerOctets);
        int bits = Math.max(0, 8 * packed.length - fill);
        byte[] septets = new byte[bits / 7];
        for (int i = 0; i < septets.length; i++) {
            int bit = fill + 7 * i;
            int pair = packed[bit / 8] & 0xFF;
            if (bit / 8 + 1 < packed.length) {
                pair |= (packed[bit / 8 + 1] & 0xFF) << 8;
            }
            septets[i] = (byte) (pair >> bit % 8 & 0x7F);
        }
        boolean padded = septets.length > 0 && bits % 7 == 0 && septets[septets.length - 1] == CR;
        return padded ? Arrays.copyOf(septets, septets.length - 1) : septets;
    }

    private static int fillBits(int headerOctets) {
        return Math.floorMod(-8 * headerOctets, 7);
    }
}

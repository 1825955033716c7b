package io.smppworker.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackingTest {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** By hand after 3GPP TS 23.038 §6.1.2.1.1: the first bits of a septet fill up the octet of the one before. */
    @ParameterizedTest
    @CsvSource({
        "'', 0, ''",
        "41, 0, 41",
        "4142, 0, 4121",
        "68656C6C6F68656C6C6F, 0, E8329BFD4697D9EC37",
        "7F7F7F7F7F7F7F7F, 0, FFFFFFFFFFFFFF",
        "41, 6, 82", // behind a concatenation header: one fill bit
        "41, 7, 41", // behind one with a 16-bit reference: none
        "4142, 12, 0485", // behind one with two shift elements: two
    })
    void aSeptetFillsUpTheOctetOfTheOneBefore(String septets, int headerOctets, String packed) {
        assertThat(HEX.formatHex(Packing.pack(HEX.parseHex(septets), headerOctets)))
                .isEqualTo(packed);
        assertThat(HEX.formatHex(Packing.unpack(HEX.parseHex(packed), headerOctets)))
                .isEqualTo(septets);
    }

    /** 3GPP TS 23.038 §6.1.2.3.1. */
    @ParameterizedTest
    @CsvSource({
        "41414141414141, 0, C16030180C061B, 41414141414141", // seven bits left over: a CR, which reading drops
        "41, 12, 041B, 41",
        "4141414141414100, 0, C16030180C0601, 4141414141414100", // a last @ is not one
        "414141414141410D, 0, C16030180C061B0D, 414141414141410D0D", // an own CR on an octet boundary is read twice
    })
    void sevenBitsLeftOverAreNoCharacter(String septets, int headerOctets, String packed, String read) {
        assertThat(HEX.formatHex(Packing.pack(HEX.parseHex(septets), headerOctets)))
                .isEqualTo(packed);
        assertThat(HEX.formatHex(Packing.unpack(HEX.parseHex(packed), headerOctets)))
                .isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsPackedIsUnpackedBehindAnyHeader(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            int headerOctets = random.nextInt(30);
            byte[] septets = new byte[random.nextInt((140 - headerOctets) * 8 / 7 + 1)];
            for (int i = 0; i < septets.length; i++) {
                septets[i] = (byte) random.nextInt(128);
            }
            if (septets.length > 0 && septets[septets.length - 1] == '\r') {
                septets[septets.length - 1] = 'r';
            }

            byte[] packed = Packing.pack(septets, headerOctets);

            assertThat(headerOctets + packed.length).isLessThanOrEqualTo(140);
            assertThat(Packing.unpack(packed, headerOctets)).isEqualTo(septets);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 6, 7, 12})
    void noOctetsAreTooFewToUnpack(int headerOctets) {
        for (int octets = 0; octets < 4; octets++) {
            assertThat(Packing.unpack(new byte[octets], headerOctets)).hasSizeLessThanOrEqualTo(octets * 8 / 7);
        }
    }
}

package io.smppworker.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.message.NationalLanguage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Against 3GPP TS 23.038 annex A.2 (single shift) and A.3 (locking shift). */
class NationalTablesTest {
    @ParameterizedTest
    @CsvSource({
        "TURKISH, 17, 127",
        "SPANISH, 19, 0",
        "PORTUGUESE, 37, 127",
        "BENGALI, 82, 114",
        "GUJARATI, 70, 120",
        "HINDI, 88, 127",
        "KANNADA, 73, 120",
        "MALAYALAM, 82, 120",
        "ORIYA, 75, 116",
        "PUNJABI, 76, 110",
        "TAMIL, 77, 102",
        "TELUGU, 77, 120",
        "URDU, 90, 127",
    })
    void eachTableHasAsManyCharactersAsTheStandardPrints(NationalLanguage language, int single, int locking) {
        assertThat(filled(NationalTables.singleShift(language))).isEqualTo(single);
        assertThat(NationalTables.lockingShift(language)
                        .map(NationalTablesTest::filled)
                        .orElse(0))
                .isEqualTo(locking);
    }

    @ParameterizedTest
    @CsvSource({
        "TURKISH, 47 49 53 63 67 69 73, 011E 0130 015E 00E7 011F 0131 015F",
        "SPANISH, 09 41 49 4F 55 61 69 6F 75, 00E7 00C1 00CD 00D3 00DA 00E1 00ED 00F3 00FA",
        "PORTUGUESE, 05 0B 0C 0E 1F 12 15 5B 5C 7F, 00EA 00D4 00F4 00C1 00CA 03A6 03A9 00C3 00D5 00E2",
        "BENGALI, 19 1C 24 2B 34, 09E6 09E8 09DF 09F2 09FA",
        "GUJARATI, 19 1A 1C 25, 0964 0965 0AE6 0AEF",
        "HINDI, 19 1C 25 26 2A 39, 0964 0966 096F 0951 0953 0970",
        "KANNADA, 1C 25 26 27, 0CE6 0CEF 0CDE 0CF1",
        "MALAYALAM, 1C 25 2B 34, 0D66 0D6F 0D73 0D7F",
        "ORIYA, 1C 25 26 2A, 0B66 0B6F 0B5C 0B5F",
        "PUNJABI, 1C 25 26 2C, 0A66 0A6F 0A59 0A5E",
        "TAMIL, 1C 25 26 2E, 0BE6 0BEF 0BF3 0BFA",
        "TELUGU, 1C 25 26 32, 0C66 0C6F 0C58 0C7F",
        "URDU, 13 1C 25 26, 00A1 06F0 06F9 060C",
    })
    void aSingleShiftTableHasTheLettersOfItsLanguage(NationalLanguage language, String septets, String codePoints) {
        assertCharacters(NationalTables.singleShift(language), septets, codePoints);
    }

    @ParameterizedTest
    @CsvSource({
        "TURKISH, 04 07 0B 0C 1C 1D 1F 40 60, 20AC 0131 011E 011F 015E 015F 00C9 0130 00E7",
        "PORTUGUESE, 04 09 12 15 18 1A 24 60, 00EA 00E7 00AA 221E 20AC 007C 00BA 007E",
        "BENGALI, 00 03 10 2A 3D 50 7B 7F, 0981 0985 0990 09A5 09AA 09BE 09D7 09F1",
        "GUJARATI, 00 03 10 2A 3D 50 7F, 0A81 0A85 0A90 0AA5 0AAA 0ABE 0AF1",
        "HINDI, 00 03 10 2A 3D 50 7B, 0901 0905 0910 0925 092A 093E 0972",
        "KANNADA, 01 03 10 24 2A 3D, 0C82 0C85 0C90 0CA1 0CA5 0CAA",
        "MALAYALAM, 01 03 10 24 2A 3D, 0D02 0D05 0D10 0D21 0D25 0D2A",
        "ORIYA, 00 03 10 24 47 4E, 0B01 0B05 0B10 0B21 0B33 0B3C",
        "PUNJABI, 00 03 10 24 3D, 0A01 0A05 0A10 0A21 0A2A",
        "TAMIL, 01 03 10 2F 3D, 0B82 0B85 0B90 0BA8 0BAA",
        "TELUGU, 00 03 10 24 3D, 0C01 0C05 0C10 0C21 0C2A",
        "URDU, 00 02 05 07 25 7F, 0627 0628 067E 062A 0631 0670",
    })
    void aLockingShiftTableHasTheLettersOfItsLanguage(NationalLanguage language, String septets, String codePoints) {
        assertCharacters(NationalTables.lockingShift(language).orElseThrow(), septets, codePoints);
    }

    @ParameterizedTest
    @EnumSource(NationalLanguage.class)
    void everySeptetOfEveryTableGoesBothWays(NationalLanguage language) {
        SeptetTable single = NationalTables.singleShift(language);
        SeptetCode shifted = SeptetCode.of(null, language);
        for (int septet = 0; septet < SeptetTable.SEPTETS; septet++) {
            if (single.character(septet) != SeptetTable.NONE) {
                assertBothWays(shifted, single.character(septet), new byte[] {SeptetTable.ESCAPE, (byte) septet});
            }
        }
        SeptetCode locked = SeptetCode.of(language, null);
        for (int septet = 0; septet < SeptetTable.SEPTETS; septet++) {
            int character =
                    NationalTables.lockingShift(language).orElse(Gsm0338.BASIC).character(septet);
            if (character != SeptetTable.NONE) {
                assertBothWays(locked, character, new byte[] {(byte) septet});
            }
        }
    }

    private static void assertBothWays(SeptetCode code, int character, byte[] septets) {
        String text = Character.toString(character);
        assertThat(code.decode(septets)).as("U+%04X", character).isEqualTo(text);
        assertThat(code.width((char) character)).isPositive();
        assertThat(code.decode(code.encode(text))).as("U+%04X", character).isEqualTo(text);
    }

    @ParameterizedTest
    @EnumSource(NationalLanguage.class)
    void whatTheStandardKeepsTheSameInEveryTableIsTheSame(NationalLanguage language) {
        SeptetTable single = NationalTables.singleShift(language);
        assertCharacters(single, "0A 14 28 29 2F 3C 3D 3E 40", "000C 005E 007B 007D 005C 005B 007E 005D 007C");
        assertThat(single.character(0x0D)).isEqualTo(SeptetTable.NONE);
        assertThat(single.septet('€')).isEqualTo(language == NationalLanguage.TELUGU ? SeptetTable.NONE : 0x65);
        NationalTables.lockingShift(language).ifPresent(locking -> {
            assertCharacters(locking, "0A 0D 20", "000A 000D 0020");
            for (int i = 0; i < 26; i++) {
                assertThat(locking.character('a' + i)).isEqualTo('a' + i);
            }
            for (int digit = '0'; digit <= '9'; digit++) {
                assertThat(locking.character(digit)).isEqualTo(digit);
            }
        });
    }

    @Test
    void anEscapedSeptetThatASingleShiftTableLacksIsReadFromTheLockingShiftTable() {
        assertThat(SeptetCode.of(NationalLanguage.TURKISH, NationalLanguage.TURKISH)
                        .decode(new byte[] {0x1B, 0x40}))
                .isEqualTo("|");
        assertThat(SeptetCode.of(NationalLanguage.TURKISH, NationalLanguage.TURKISH)
                        .decode(new byte[] {0x1B, 0x04}))
                .isEqualTo("€");
    }

    @Test
    void aSeptetThatStandsForNothingIsNoText() {
        assertThat(SeptetCode.of(NationalLanguage.TAMIL, null).decode(new byte[] {0x00}))
                .isEqualTo("\uFFFD");
    }

    @Test
    void theIdentifiersAreThoseOfTheStandard() {
        assertThat(NationalLanguage.values())
                .extracting(NationalLanguage::identifier)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 13).boxed().toList());
    }

    private static int filled(SeptetTable table) {
        return (int) IntStream.range(0, SeptetTable.SEPTETS)
                .filter(septet -> table.character(septet) != SeptetTable.NONE)
                .count();
    }

    /** Septets and code points in hexadecimal, which no editor can mistake. */
    private static void assertCharacters(SeptetTable table, String septets, String codePoints) {
        assertThat(Stream.of(septets.split(" ")).map(septet -> table.character(Integer.parseInt(septet, 16))))
                .containsExactlyElementsOf(Stream.of(codePoints.split(" "))
                        .map(codePoint -> Integer.valueOf(codePoint, 16))
                        .toList());
    }
}

package io.smppworker.encoding;

import io.smppworker.message.NationalLanguage;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * GSM 7-bit, by the default tables or by national ones that the header names (3GPP TS 23.040 §9.2.3.24.15, §9.2.3.24.16):
 * a unit is a septet.
 *
 * @param locking the language whose table replaces the default alphabet; null for none
 * @param single the language whose table replaces the extension table; null for none
 * @param packed eight septets in seven octets, instead of one in each octet
 */
record GsmAlphabet(
        SeptetCode code,
        @Nullable NationalLanguage locking,
        @Nullable NationalLanguage single,
        boolean packed) implements Alphabet {

    GsmAlphabet(@Nullable NationalLanguage locking, @Nullable NationalLanguage single, boolean packed) {
        this(SeptetCode.of(locking, single), locking, single, packed);
    }

    @Override
    public String title() {
        String tables = Stream.of(title(locking, "locking shift"), title(single, "single shift"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" and "));
        return "GSM 03.38" + (tables.isEmpty() ? "" : " with " + tables) + (packed ? ", packed" : "");
    }

    private static Optional<String> title(@Nullable NationalLanguage language, String kind) {
        return Optional.ofNullable(language).map(named -> {
            String name = named.name();
            return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT) + " " + kind;
        });
    }

    @Override
    public byte[] headerElements() {
        byte[] both = {
            UserDataHeader.LOCKING_SHIFT, 1, identifier(locking), UserDataHeader.SINGLE_SHIFT, 1, identifier(single)
        };
        int from = locking == null ? 3 : 0;
        int to = single == null ? 3 : 6;
        return from < to ? Arrays.copyOfRange(both, from, to) : new byte[0];
    }

    private static byte identifier(@Nullable NationalLanguage language) {
        return language == null ? 0 : (byte) language.identifier();
    }

    @Override
    public int width(int codePoint) {
        return Character.isBmpCodePoint(codePoint) ? code.width((char) codePoint) : 0;
    }

    /** Septets count packed, also where they are sent unpacked (3GPP TS 23.040 §9.2.3.16, §9.2.3.24). */
    @Override
    public int capacity(int headerOctets) {
        return (MOST_OCTETS - headerOctets) * 8 / 7;
    }

    @Override
    public byte[] encode(String text, int headerOctets) {
        byte[] septets = code.encode(text);
        return packed ? Packing.pack(septets, headerOctets) : septets;
    }
}

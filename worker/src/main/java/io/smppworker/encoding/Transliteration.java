package io.smppworker.encoding;

import java.util.HashMap;
import java.util.Map;

/**
 * Replaces typographic characters by equivalents in ASCII, which every default alphabet has. Letters are left alone: a word
 * with another letter in it is another word. Stateless.
 */
final class Transliteration {
    /** Characters that are replaced, by their replacement; the last are dropped. */
    private static final Map<String, String> CHARACTERS = Map.ofEntries(
            Map.entry(
                    "'", "\u2018\u2019\u201A\u201B\u2032\u2035\u02BC\u02B9\u00B4`\u2039\u203A"), // ‘ ’ ‚ ‛ ′ ‵ ʼ ʹ ´ `
            // ‹ ›
            Map.entry("\"", "\u201C\u201D\u201E\u201F\u2033\u2036\u00AB\u00BB"), // “ ” „ ‟ ″ ‶ « »
            Map.entry(
                    "-",
                    "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\uFE58\uFE63\uFF0D"), // hyphens, dashes, minus
            Map.entry("...", "\u2026"), // …
            Map.entry("..", "\u2025"), // ‥
            Map.entry(".", "\u2024"), // ․
            Map.entry(
                    " ",
                    "\u00A0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u202F\u205F\u3000\t"), // spaces
            Map.entry("\n", "\u2028\u2029\u0085"), // line and paragraph separators, next line
            Map.entry("*", "\u2022\u2023\u25E6\u2219"), // bullets
            Map.entry("/", "\u2044\u2215"), // fraction and division slash
            Map.entry(":", "\u2236"), // ratio
            Map.entry("ff", "\uFB00"), // ligatures
            Map.entry("fi", "\uFB01"),
            Map.entry("fl", "\uFB02"),
            Map.entry("ffi", "\uFB03"),
            Map.entry("ffl", "\uFB04"),
            Map.entry("", "\u00AD\u200B\u2060\uFEFF")); // soft hyphen, zero width space, word joiner, byte order mark

    private static final Map<Character, String> REPLACEMENTS = replacements();

    private Transliteration() {}

    /** The text with every character replaced that is missing in the alphabet and present in this table. */
    static String into(Alphabet alphabet, String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            String replacement = alphabet.width(character) == 0 ? REPLACEMENTS.get(character) : null;
            if (replacement == null) {
                plain.append(character);
            } else {
                plain.append(replacement);
            }
        }
        return plain.toString();
    }

    private static Map<Character, String> replacements() {
        Map<Character, String> replacements = new HashMap<>();
        CHARACTERS.forEach((replacement, characters) ->
                characters.chars().forEach(character -> replacements.put((char) character, replacement)));
        return Map.copyOf(replacements);
    }
}

package io.smppworker.encoding;

import java.util.List;

/**
 * A text with the alphabet chosen for it, cut into parts.
 *
 * @param text as it is sent
 * @param transliterated whether characters of the given text were replaced
 * @param parts of the text, in order, at least one
 */
record CodedText(Alphabet alphabet, String text, boolean transliterated, List<String> parts) {}

package io.smppworker.encoding;

import java.util.List;

/**
 * A text in the alphabet chosen for it, cut for it.
 *
 * @param text as it is sent
 * @param transliterated whether that is not quite what was given
 * @param parts of the text, in order, at least one
 */
record CodedText(Alphabet alphabet, String text, boolean transliterated, List<String> parts) {}

package io.smppworker.encoding;

import io.smppworker.message.Content;
import io.smppworker.message.DefaultAlphabet;
import java.util.Arrays;
import java.util.Optional;

/** The user data header that binary content may begin with. Pure. */
final class BinaryHeader {
    private BinaryHeader() {}

    /**
     * The header elements that every part of the content must have, without the length octet; no octets when there is no
     * header. Empty when the content must not be cut: its coding has characters that a cut could split, its header already
     * marks it as a part, or where its header ends is unknown.
     */
    static Optional<byte[]> elements(Content.Binary content, DefaultAlphabet defaultAlphabet) {
        if (!Coding.of(content.dataCoding(), defaultAlphabet).isOctets()) {
            return Optional.empty();
        }
        if (!UserDataHeader.isIn(content.esmClass())) {
            return Optional.of(new byte[0]);
        }
        return UserDataHeader.parse(content.octets())
                .filter(header -> header.concatenation() == null)
                .map(header -> Arrays.copyOfRange(content.octets(), 1, header.octets()));
    }

    /** Length of the whole header with these elements, in octets: where the data begins. */
    static int octets(Content.Binary content, byte[] elements) {
        return UserDataHeader.isIn(content.esmClass()) ? 1 + elements.length : 0;
    }
}

package io.smppworker.correlate;

import io.smppworker.message.ReceivedPart;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the parts of a mobile-originated message together: what alphabets are is not the correlator's to know. Pure. */
@FunctionalInterface
public interface PartsReader {
    /**
     * Reads what there is of a message; never throws.
     *
     * @param dataCoding data_coding of every part, 0..255
     * @param parts by index, none twice
     * @param total parts that the message has
     */
    Joined read(int dataCoding, List<ReceivedPart> parts, int total);

    /** Exactly one of {@code text} and {@code binary}. */
    @SuppressWarnings("ArrayRecordComponent") // octets from a socket; never compared
    record Joined(@Nullable String text, byte @Nullable [] binary) {}
}

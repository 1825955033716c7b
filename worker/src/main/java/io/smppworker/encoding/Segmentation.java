package io.smppworker.encoding;

import io.smppworker.message.Segment;
import java.util.List;

/** The result of cutting a message into segments. */
public sealed interface Segmentation {
    /**
     * At least one segment, in order.
     *
     * @param coding the alphabet's name, for people
     * @param transliterated whether characters were replaced by plain equivalents
     */
    record Segments(List<Segment> segments, String coding, boolean transliterated) implements Segmentation {
        public Segments {
            segments = List.copyOf(segments);
        }
    }

    /** The content cannot be sent as demanded; {@code reason} does not contain the text. */
    record Unencodable(String reason) implements Segmentation {}

    /** It takes more segments than allowed. */
    record TooLong(int needed, int allowed) implements Segmentation {}
}

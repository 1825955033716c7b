package io.smppworker.outbound;

import io.smppworker.encoding.Segmentation;
import io.smppworker.encoding.Segmenter;
import io.smppworker.message.SmsRequest;
import io.smppworker.message.Source;
import io.smppworker.message.TextSettings;

/** The result of encoding and segmenting a valid request. */
public sealed interface Prepared {
    /** It can be sent. */
    record Ready(OutboundMessage message) implements Prepared {}

    /**
     * It cannot be sent by any worker.
     *
     * @param reason {@code unencodable} or {@code too-many-segments}
     * @param detail in words; never the text
     */
    record Unsendable(String reason, String detail) implements Prepared {}

    /**
     * Encodes and segments a request. Pure.
     *
     * @param text how the provider takes texts
     * @param reference joins the segments of a message of more than one, 0..65535
     * @param maxSegments a longer message is not sendable
     */
    static Prepared of(SmsRequest request, Source source, TextSettings text, int reference, int maxSegments) {
        Segmentation segmentation = new Segmenter(text).segment(request.content(), reference, maxSegments);
        if (segmentation instanceof Segmentation.Segments segmented) {
            return new Ready(
                    new OutboundMessage(request, source, reference, segmented.segments(), segmented.transliterated()));
        }
        if (segmentation instanceof Segmentation.Unencodable unencodable) {
            return new Unsendable("unencodable", unencodable.reason());
        }
        Segmentation.TooLong tooLong = (Segmentation.TooLong) segmentation;
        return new Unsendable(
                "too-many-segments",
                "the message takes %d segments, allowed are %d".formatted(tooLong.needed(), tooLong.allowed()));
    }
}

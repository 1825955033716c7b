package io.smppworker.bench.micro;

import io.smppworker.encoding.Segmentation;
import io.smppworker.encoding.Segmenter;
import io.smppworker.message.Content;
import io.smppworker.message.TextEncoding;
import io.smppworker.message.TextSettings;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Choosing the alphabet, coding (3GPP TS 23.038 §6.2.1) and cutting a text. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Segmenting {
    private static final int MOST = 255;

    private final Segmenter segmenter = new Segmenter(TextSettings.DEFAULT);
    private final Content gsm = text("Your parcel arrives today between 10:00 and 12:00. Reply STOP to opt out.");
    private final Content gsmLong = text("Your parcel arrives today: €10 to pay {cash}. ".repeat(10));
    private final Content ucs2 = text("Ваша посылка прибудет сегодня между 10:00 и 12:00.");

    private static Content text(String text) {
        return new Content.Text(text, TextEncoding.AUTO);
    }

    /** 73 characters of GSM 03.38: one segment. */
    @Benchmark
    public Segmentation gsm() {
        return segmenter.segment(gsm, 7, MOST);
    }

    /** 460 characters with some of the extension table: four segments. */
    @Benchmark
    public Segmentation gsmLong() {
        return segmenter.segment(gsmLong, 7, MOST);
    }

    /** 50 characters of UCS-2: one segment. */
    @Benchmark
    public Segmentation ucs2() {
        return segmenter.segment(ucs2, 7, MOST);
    }
}

package io.smppworker.cli;

import io.smppworker.config.WorkerConfig;
import io.smppworker.encoding.Segmentation;
import io.smppworker.encoding.Segmentation.Segments;
import io.smppworker.encoding.Segmenter;
import io.smppworker.encoding.TextDecoder;
import io.smppworker.encoding.UserData;
import io.smppworker.message.Content;
import io.smppworker.message.DefaultAlphabet;
import io.smppworker.message.Segment;
import io.smppworker.message.TextEncoding;
import io.smppworker.message.TextSettings;
import io.smppworker.message.Tlv;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code segments}: shows how a text would be coded and cut. */
@Command(
        name = "segments",
        description = {
            "Shows how a text is coded and cut into segments: the coding, how many, and the text and size of each.",
            "Sends nothing and needs neither Kafka nor the provider."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  segments --text \"Your parcel is here\" --config worker.yaml",
            "  segments --text-file - < text.txt"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it can be sent", "1:it cannot be sent, and why", "2:bad usage or configuration"},
        mixinStandardHelpOptions = true)
public final class SegmentsCommand implements Callable<Integer> {
    private static final int MOST_SEGMENTS = 255;

    @ArgGroup(multiplicity = "1")
    private TextOption text = new TextOption();

    @Option(
            names = "--encoding",
            paramLabel = "ENCODING",
            description = "auto, gsm7 or ucs2 (default: defaults.encoding with --config, else auto)")
    private @Nullable TextEncoding encoding;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "worker.yaml, for the settings of its account and its defaults")
    private @Nullable Path file;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws BadInput {
        WorkerConfig config = file == null ? null : ConfigOption.load(file);
        TextSettings settings = config == null ? TextSettings.DEFAULT : config.text();
        TextEncoding fallback =
                config == null ? TextEncoding.AUTO : config.defaults().encoding();
        int allowed = config == null ? MOST_SEGMENTS : config.outbound().maxSegments();

        Content content = new Content.Text(text.read(), Objects.requireNonNullElse(encoding, fallback));
        Segmentation segmentation = new Segmenter(settings).segment(content, 0, allowed);
        if (segmentation instanceof Segments segments) {
            print(segments, settings);
            return ExitCode.OK;
        }
        spec.commandLine().getErr().println("cannot be sent: " + reason(segmentation));
        return ExitCode.SOFTWARE;
    }

    private static String reason(Segmentation segmentation) {
        if (segmentation instanceof Segmentation.TooLong tooLong) {
            return "the text takes %d segments, allowed are %d".formatted(tooLong.needed(), tooLong.allowed());
        }
        return ((Segmentation.Unencodable) segmentation).reason();
    }

    private void print(Segments segmented, TextSettings settings) {
        boolean septets = settings.defaultAlphabet() == DefaultAlphabet.GSM0338 && !settings.packed();
        PrintWriter out = spec.commandLine().getOut();
        int total = segmented.segments().size();
        out.printf("%s, %d segment%s%n", segmented.coding(), total, total == 1 ? "" : "s");
        if (segmented.transliterated()) {
            out.println("transliterated: some characters are sent as their plain equivalents");
        }
        for (Segment segment : segmented.segments()) {
            byte[] body = body(segment);
            UserData data = TextDecoder.decode(segment.dataCoding(), segment.esmClass(), body, settings);
            int header = data.header() == null ? 0 : data.header().octets();
            out.printf(
                    "%d/%d  %d %s%s%s%n",
                    segment.index(),
                    total,
                    body.length - header,
                    segment.dataCoding() == 0 && septets ? "septets" : "octets",
                    header == 0 ? "" : " after a header of %d octets".formatted(header),
                    segment.shortMessage().length < body.length ? " in message_payload" : "");
            out.println("     " + (data instanceof UserData.Text decoded ? EventLine.onOneLine(decoded.text()) : ""));
        }
        out.flush();
    }

    private static byte[] body(Segment segment) {
        return segment.tlvs().stream()
                .filter(tlv -> tlv.tag() == Tlv.MESSAGE_PAYLOAD)
                .map(Tlv::value)
                .findFirst()
                .orElse(segment.shortMessage());
    }
}

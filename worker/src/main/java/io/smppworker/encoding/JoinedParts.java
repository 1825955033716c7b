package io.smppworker.encoding;

import io.smppworker.message.ReceivedPart;
import io.smppworker.message.TextSettings;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads the parts of a message together, so that a character that was cut in two between them (an escape from its septet,
 * the halves of a surrogate pair, the octets of UTF-8) is whole again. Where a part is missing, what there is of a
 * character at the gap is left out. Octets
 * that are not of the coding they claim stay octets, all of them; never throws. Stateless.
 */
public final class JoinedParts {
    private JoinedParts() {}

    /**
     * Decodes what there is of a message; the result has no header.
     *
     * @param dataCoding data_coding of every part, 0..255 (SMPP 3.4 §5.2.19)
     * @param parts by index, none twice
     * @param total parts that the message has
     * @param settings of the provider
     */
    public static UserData decode(int dataCoding, List<ReceivedPart> parts, int total, TextSettings settings) {
        Coding coding = Coding.of(dataCoding, settings.defaultAlphabet());
        boolean unpack = settings.packed() && coding == Coding.GSM;
        StringBuilder text = new StringBuilder();
        for (Run run : runs(parts, total)) {
            Optional<String> decoded = run.text(coding, unpack);
            if (decoded.isEmpty()) {
                return new UserData.Binary(octets(parts, false), null);
            }
            text.append(decoded.get());
        }
        return new UserData.Text(text.toString(), null);
    }

    /**
     * Parts that follow one another.
     *
     * @param head whether there is one missing before them
     * @param tail whether there is one missing behind them
     */
    private record Run(List<ReceivedPart> parts, boolean head, boolean tail) {
        Optional<String> text(Coding coding, boolean unpack) {
            byte[] octets = octets(unpack ? parts : withOneMark(coding), unpack);
            Optional<String> whole = text(coding, octets, 0, octets.length);
            if (whole.isPresent()) {
                return whole;
            }
            int start = head ? coding.restAtStart(octets) : 0;
            int mostAtTheEnd = tail ? coding.restAtEnd(octets, start) : 0;
            for (int rest = 0; rest <= mostAtTheEnd; rest++) {
                Optional<String> cut = text(coding, octets, start, octets.length - rest);
                if (cut.isPresent()) {
                    return cut;
                }
            }
            return Optional.empty();
        }

        /** A byte order mark is for all of them; one that a part repeats is no character of the text. */
        private List<ReceivedPart> withOneMark(Coding coding) {
            byte[] first = userData(parts.get(0));
            List<ReceivedPart> marked = new ArrayList<>(parts.subList(0, 1));
            for (ReceivedPart part : parts.subList(1, parts.size())) {
                byte[] octets = userData(part);
                int repeated = ByteOrderMark.repeatedOctets(coding, first, octets);
                marked.add(
                        repeated > 0
                                ? new ReceivedPart(
                                        part.index(),
                                        part.esmClass() & ~UserDataHeader.INDICATOR,
                                        Arrays.copyOfRange(octets, repeated, octets.length))
                                : part);
            }
            return marked;
        }

        /** Behind the first part's header, for it may say how to read them. */
        private Optional<String> text(Coding coding, byte[] octets, int from, int to) {
            ReceivedPart first = parts.get(0);
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.write(first.body(), 0, headerOctets(first));
            body.write(octets, from, to - from);
            UserData data = TextDecoder.decode(coding, first.esmClass(), body.toByteArray(), false);
            return data instanceof UserData.Text decoded ? Optional.of(decoded.text()) : Optional.empty();
        }
    }

    private static List<Run> runs(List<ReceivedPart> parts, int total) {
        List<Run> runs = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= parts.size(); i++) {
            int last = parts.get(i - 1).index();
            if (i == parts.size() || parts.get(i).index() != last + 1) {
                runs.add(new Run(parts.subList(start, i), parts.get(start).index() > 1, last < total));
                start = i;
            }
        }
        return runs;
    }

    private static byte[] octets(List<ReceivedPart> parts, boolean unpack) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (ReceivedPart part : parts) {
            byte[] userData = userData(part);
            octets.writeBytes(unpack ? Packing.unpack(userData, headerOctets(part)) : userData);
        }
        return octets.toByteArray();
    }

    private static byte[] userData(ReceivedPart part) {
        return Arrays.copyOfRange(part.body(), headerOctets(part), part.body().length);
    }

    private static int headerOctets(ReceivedPart part) {
        return (part.esmClass() & UserDataHeader.INDICATOR) == 0
                ? 0
                : UserDataHeader.parse(part.body()).map(UserDataHeader::octets).orElse(0);
    }
}

package io.smppworker.encoding;

import io.smppworker.message.ReceivedPart;
import io.smppworker.message.TextSettings;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decodes the parts of a message together, so that a character that was cut between two of them (an escape from its septet,
 * the halves of a surrogate pair, the octets of UTF-8) is whole again. A byte order mark applies to the parts after it too,
 * unless they have their own. Where a part is missing, a character cut off at the gap is left out. If octets are invalid in
 * their coding, the whole message stays octets; never throws. Stateless.
 */
public final class JoinedParts {
    private JoinedParts() {}

    /**
     * Decodes the parts that are there; the result has no header.
     *
     * @param dataCoding data_coding of every part, 0..255 (SMPP 3.4 §5.2.19)
     * @param parts by index, none twice
     * @param total parts that the message has
     * @param settings of the provider
     */
    public static UserData decode(int dataCoding, List<ReceivedPart> parts, int total, TextSettings settings) {
        Coding coding = Coding.of(dataCoding, settings.defaultAlphabet());
        boolean unpack = settings.packed() && coding == Coding.GSM;
        Optional<String> text = unpack
                ? text(unmarked(parts, coding, true), total)
                : text(marked(parts, coding), total)
                        .or(() -> eachAlone(parts, coding))
                        .or(() -> text(unmarked(parts, coding, false), total));
        return text.isPresent() ? new UserData.Text(text.get(), null) : new UserData.Binary(userData(parts), null);
    }

    /**
     * The octets of a part that are to be decoded.
     *
     * @param octets those after its header and its mark; packed septets are unpacked, one in each
     */
    @SuppressWarnings("ArrayRecordComponent") // octets from a socket; never compared
    private record Piece(ReceivedPart part, Coding coding, byte[] octets) {}

    /** Each by the mark that it begins with, or else by the first mark before it, or else by data_coding. */
    private static List<Piece> marked(List<ReceivedPart> parts, Coding coding) {
        List<Piece> pieces = new ArrayList<>();
        Coding inForce = coding;
        boolean isMarked = false;
        for (ReceivedPart part : parts) {
            byte[] octets = userData(part);
            ByteOrderMark mark = ByteOrderMark.of(coding, octets);
            if (mark == null) {
                pieces.add(new Piece(part, inForce, octets));
                continue;
            }
            pieces.add(new Piece(part, mark.coding(), Arrays.copyOfRange(octets, mark.length(), octets.length)));
            inForce = isMarked ? inForce : mark.coding();
            isMarked = true;
        }
        return pieces;
    }

    private static List<Piece> unmarked(List<ReceivedPart> parts, Coding coding, boolean unpack) {
        return parts.stream()
                .map(part -> new Piece(
                        part, coding, unpack ? Packing.unpack(userData(part), headerOctets(part)) : userData(part)))
                .toList();
    }

    /** The texts of the parts decoded one by one, if all of them are text. */
    private static Optional<String> eachAlone(List<ReceivedPart> parts, Coding coding) {
        return joined(parts.stream()
                .map(part -> TextDecoder.decode(coding, part.esmClass(), part.body(), false))
                .map(data -> data instanceof UserData.Text decoded ? Optional.of(decoded.text()) : Optional.empty()));
    }

    private static Optional<String> text(List<Piece> pieces, int total) {
        return joined(runs(pieces, total).stream().map(Run::text));
    }

    /** The texts one after the other; empty when one of them is. */
    private static Optional<String> joined(Stream<Optional<String>> texts) {
        return texts.reduce(Optional.of(""), (before, next) -> before.flatMap(text -> next.map(text::concat)));
    }

    /**
     * Consecutive parts, all of one coding.
     *
     * @param head whether the part before them is missing
     * @param tail whether the part after them is missing
     */
    private record Run(List<Piece> pieces, boolean head, boolean tail) {
        Optional<String> text() {
            Coding coding = pieces.get(0).coding();
            ByteArrayOutputStream joined = new ByteArrayOutputStream();
            pieces.forEach(piece -> joined.writeBytes(piece.octets()));
            byte[] octets = joined.toByteArray();
            Optional<String> whole = text(octets, 0, octets.length);
            if (whole.isPresent()) {
                return whole;
            }
            int start = head ? coding.restAtStart(octets) : 0;
            int mostAtTheEnd = tail ? coding.restAtEnd(octets, start) : 0;
            for (int rest = 0; rest <= mostAtTheEnd; rest++) {
                Optional<String> cut = text(octets, start, octets.length - rest);
                if (cut.isPresent()) {
                    return cut;
                }
            }
            return Optional.empty();
        }

        /** Decodes by the first part's header, which may name national tables; no text if announced and malformed. */
        private Optional<String> text(byte[] octets, int from, int to) {
            Piece first = pieces.get(0);
            byte[] wanted = Arrays.copyOfRange(octets, from, to);
            return UserDataHeader.isIn(first.part().esmClass())
                    ? UserDataHeader.parse(first.part().body())
                            .flatMap(header -> TextDecoder.text(first.coding(), wanted, header))
                    : TextDecoder.text(first.coding(), wanted, null);
        }
    }

    private static List<Run> runs(List<Piece> pieces, int total) {
        List<Run> runs = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= pieces.size(); i++) {
            if (i < pieces.size()
                    && isNext(index(pieces, i - 1), index(pieces, i))
                    && pieces.get(i).coding() == pieces.get(i - 1).coding()) {
                continue;
            }
            int before = start == 0 ? 0 : index(pieces, start - 1);
            int behind = i == pieces.size() ? total + 1 : index(pieces, i);
            runs.add(new Run(
                    pieces.subList(start, i),
                    !isNext(before, index(pieces, start)),
                    !isNext(index(pieces, i - 1), behind)));
            start = i;
        }
        return runs;
    }

    private static int index(List<Piece> pieces, int place) {
        return pieces.get(place).part().index();
    }

    private static boolean isNext(int before, int index) {
        return index == before + 1;
    }

    private static byte[] userData(List<ReceivedPart> parts) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        parts.forEach(part -> octets.writeBytes(userData(part)));
        return octets.toByteArray();
    }

    private static byte[] userData(ReceivedPart part) {
        return Arrays.copyOfRange(part.body(), headerOctets(part), part.body().length);
    }

    private static int headerOctets(ReceivedPart part) {
        return UserDataHeader.isIn(part.esmClass())
                ? UserDataHeader.parse(part.body()).map(UserDataHeader::octets).orElse(0)
                : 0;
    }
}

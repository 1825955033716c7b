package io.smppworker.inbound;

import io.smppworker.encoding.UserDataHeader;
import io.smppworker.inbound.Delivery.Dlr;
import io.smppworker.inbound.Delivery.Unparsed;
import io.smppworker.message.DeliverSm;
import io.smppworker.message.DeliveryState;
import io.smppworker.message.Tlv;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a delivery receipt from its TLVs and its text (SMPP 3.4 appendix B), whatever form the text is in. The id of a TLV
 * outranks that of the text; {@link StatusTable} decides which state counts; the provider's own {@code stat} and
 * {@code err} are kept from the text where it has them, but for an {@code err} of zeros beside a TLV with an error. Pure.
 */
record ReceiptReader(StatusTable statuses) {
    private static final int RECEIPTED_MESSAGE_ID = 0x001E; // SMPP 3.4 §5.3.2.12
    private static final int MESSAGE_STATE = 0x0427; // SMPP 3.4 §5.3.2.35
    private static final int NETWORK_ERROR_CODE = 0x0423; // SMPP 3.4 §5.3.2.31
    private static final int LONGEST_ID = 128;

    /** Whether it is a receipt by what it holds: an id and a known {@code stat}, or the parameters for both. */
    boolean isUnmistakable(DeliverSm pdu) {
        boolean byParameters =
                Tlvs.octets(pdu.tlvs(), RECEIPTED_MESSAGE_ID) != null && Tlvs.octets(pdu.tlvs(), MESSAGE_STATE) != null;
        return byParameters || isComplete(text(pdu, new HashSet<>()));
    }

    /**
     * Reads it; {@code intermediate} marks an intermediate notification, which cannot end a message: any state in it but
     * DELIVERED is read as ENROUTE.
     */
    ReadDelivery read(DeliverSm pdu, boolean intermediate) {
        Set<Integer> usedTags = new HashSet<>();
        ReceiptText text = text(pdu, usedTags);
        String tlvId = Tlvs.text(pdu.tlvs(), RECEIPTED_MESSAGE_ID);
        boolean isTlvId = tlvId != null && (isPlain(tlvId) || text.id() == null);
        String id = isTlvId ? tlvId : text.id();
        if (id == null) {
            return new ReadDelivery(new Unparsed("a receipt without a message id"));
        }
        if (!isPlain(id)) {
            return new ReadDelivery(new Unparsed("a receipt whose message id is not 1..128 printable ASCII"));
        }
        Integer messageState = Tlvs.number(pdu.tlvs(), MESSAGE_STATE);
        String stat = stat(text);
        String rawStatus = stat != null ? stat : Objects.toString(messageState, null);
        if (rawStatus == null) {
            return new ReadDelivery(new Unparsed("a receipt without a status"));
        }
        DeliveryState reported = statuses.state(stat, messageState);
        DeliveryState state = intermediate && reported != DeliveryState.DELIVERED ? DeliveryState.ENROUTE : reported;
        String tlvError = networkError(pdu.tlvs(), text.err());
        if (isTlvId) {
            usedTags.add(RECEIPTED_MESSAGE_ID);
        }
        if (stat == null || agrees(messageState, state)) {
            usedTags.add(MESSAGE_STATE);
        }
        if (tlvError != null) {
            usedTags.add(NETWORK_ERROR_CODE);
        }
        return new ReadDelivery(
                new Dlr(
                        id,
                        state,
                        rawStatus,
                        tlvError != null ? tlvError : text.err(),
                        ReceiptDate.parse(text.doneDate())),
                usedTags);
    }

    /** Whether the number means this state, so that the number itself need not be passed through. */
    private boolean agrees(@Nullable Integer messageState, DeliveryState state) {
        return messageState != null && state != DeliveryState.OTHER && statuses.state(null, messageState) == state;
    }

    /**
     * The reading with the most fields, of short_message or of a message_payload beside it, whose tag it then adds to those
     * that were used.
     */
    private ReceiptText text(DeliverSm pdu, Set<Integer> usedTags) {
        boolean headerAnnounced = (pdu.esmClass() & UserDataHeader.INDICATOR) != 0;
        ReceiptText best = fullest(ReceiptOctets.readings(pdu.body(), headerAnnounced), ReceiptText.EMPTY);
        byte[] payload = Tlvs.octets(pdu.tlvs(), Tlv.MESSAGE_PAYLOAD);
        if (payload == null || isComplete(best)) {
            return best;
        }
        ReceiptText fuller = fullest(ReceiptOctets.readings(payload, headerAnnounced), best);
        if (!fuller.equals(best)) {
            usedTags.add(Tlv.MESSAGE_PAYLOAD);
        }
        return fuller;
    }

    private ReceiptText fullest(List<Supplier<String>> readings, ReceiptText known) {
        ReceiptText best = known;
        for (Supplier<String> reading : readings) {
            ReceiptText text = ReceiptText.parse(reading.get());
            if (fullness(text) > fullness(best)) {
                best = text;
            }
            if (isComplete(best)) {
                return best;
            }
        }
        return best;
    }

    private boolean isComplete(ReceiptText text) {
        return text.id() != null && isPlain(text.id()) && statuses.knows(stat(text));
    }

    private static int fullness(ReceiptText text) {
        int id = text.id() == null ? 0 : isPlain(text.id()) ? 2 : 1;
        return id + (text.stat() == null ? 0 : 2) + (text.err() == null ? 0 : 1) + (text.doneDate() == null ? 0 : 1);
    }

    /** All words after {@code stat:}, or only the first when it is a known status and all together are not. */
    private @Nullable String stat(ReceiptText text) {
        String words = text.stat();
        if (words == null || statuses.knows(words) || words.indexOf(' ') < 0) {
            return words;
        }
        String first = words.substring(0, words.indexOf(' '));
        return statuses.knows(first) ? first : words;
    }

    /** Whether an id can be a Kafka key and the messageId of an unmatched receipt. */
    private static boolean isPlain(String id) {
        return id.length() <= LONGEST_ID && id.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    /**
     * {@code type:code}: the octet of the network type, then the two of its error code; null where {@code err} says more.
     */
    private static @Nullable String networkError(List<Tlv> tlvs, @Nullable String err) {
        byte[] value = Tlvs.octets(tlvs, NETWORK_ERROR_CODE);
        if (value == null || value.length != 3) {
            return null;
        }
        int code = ((value[1] & 0xFF) << 8) | (value[2] & 0xFF);
        boolean saysMore = err == null || (code != 0 && isZero(err));
        return saysMore ? (value[0] & 0xFF) + ":" + code : null;
    }

    private static boolean isZero(String err) {
        return err.chars().allMatch(c -> c == '0');
    }
}

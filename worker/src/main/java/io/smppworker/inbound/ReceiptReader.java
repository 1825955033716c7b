package io.smppworker.inbound;

import io.smppworker.encoding.UserDataHeader;
import io.smppworker.inbound.Delivery.Dlr;
import io.smppworker.inbound.Delivery.Reading;
import io.smppworker.inbound.Delivery.Unparsed;
import io.smppworker.message.DeliverSm;
import io.smppworker.message.Tlv;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a delivery receipt from its TLVs and its text (SMPP 3.4 appendix B). For the id and the state a TLV outranks
 * the text; the provider's own {@code stat} and {@code err} are kept from the text where it has them. Pure.
 */
final class ReceiptReader {
    private static final int RECEIPTED_MESSAGE_ID = 0x001E; // SMPP 3.4 §5.3.2.12
    private static final int MESSAGE_STATE = 0x0427; // SMPP 3.4 §5.3.2.35
    private static final int NETWORK_ERROR_CODE = 0x0423; // SMPP 3.4 §5.3.2.31
    private static final int DATA_CODING_UCS2 = 8; // SMPP 3.4 §5.2.19
    private static final int LONGEST_ID = 128;

    private ReceiptReader() {}

    /**
     * Reads it; {@code intermediate} tells an intermediate notification, which cannot tell a message's end: any state
     * in it but DELIVERED is read as ENROUTE.
     */
    static Reading read(DeliverSm pdu, boolean intermediate) {
        ReceiptText text = text(pdu);
        String tlvId = Tlvs.text(pdu.tlvs(), RECEIPTED_MESSAGE_ID);
        String id = tlvId != null ? tlvId : text.id();
        if (id == null) {
            return new Unparsed("a receipt without a message id");
        }
        if (!isPlain(id)) {
            return new Unparsed("a receipt whose message id is not 1..128 printable ASCII");
        }
        Integer messageState = Tlvs.number(pdu.tlvs(), MESSAGE_STATE);
        String rawStatus = text.stat() != null ? text.stat() : Objects.toString(messageState, null);
        if (rawStatus == null) {
            return new Unparsed("a receipt without a status");
        }
        DeliveryState state =
                messageState != null ? StatWords.ofMessageState(messageState) : StatWords.ofWord(rawStatus);
        return new Dlr(
                id,
                intermediate && state != DeliveryState.DELIVERED ? DeliveryState.ENROUTE : state,
                rawStatus,
                text.err() != null ? text.err() : networkError(pdu.tlvs()),
                ReceiptDate.parse(text.doneDate()));
    }

    /** Behind the user data header; some providers announce one and send none, and then it is text from the start. */
    private static ReceiptText text(DeliverSm pdu) {
        byte[] body = pdu.body();
        int start = (pdu.esmClass() & UserDataHeader.INDICATOR) == 0
                ? 0
                : UserDataHeader.parse(body).map(UserDataHeader::octets).orElse(0);
        ReceiptText behind = ReceiptText.parse(text(pdu, start));
        boolean nothing = start > 0 && behind.id() == null && behind.stat() == null;
        return nothing ? ReceiptText.parse(text(pdu, 0)) : behind;
    }

    /** All of appendix B is ASCII, whatever the alphabet; only UCS-2 takes two octets for it. */
    private static String text(DeliverSm pdu, int start) {
        Charset charset =
                pdu.dataCoding() == DATA_CODING_UCS2 ? StandardCharsets.UTF_16BE : StandardCharsets.ISO_8859_1;
        return new String(pdu.body(), start, pdu.body().length - start, charset);
    }

    /** It is to become a Kafka key and the messageId of an unmatched receipt. */
    private static boolean isPlain(String id) {
        return id.length() <= LONGEST_ID && id.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    /** {@code type:code}: the octet of the network type, then the two of its error code. */
    private static @Nullable String networkError(List<Tlv> tlvs) {
        byte[] value = Tlvs.octets(tlvs, NETWORK_ERROR_CODE);
        if (value == null || value.length != 3) {
            return null;
        }
        return (value[0] & 0xFF) + ":" + (((value[1] & 0xFF) << 8) | (value[2] & 0xFF));
    }
}

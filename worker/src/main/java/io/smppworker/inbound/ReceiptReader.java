package io.smppworker.inbound;

import io.smppworker.inbound.Delivery.Dlr;
import io.smppworker.inbound.Delivery.Reading;
import io.smppworker.inbound.Delivery.Unparsed;
import io.smppworker.message.DeliverSm;
import io.smppworker.message.Tlv;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a delivery receipt from its TLVs and its text (SMPP 3.4 appendix B). For the id and the state a TLV outranks
 * the text; the provider's own {@code stat} and {@code err} are kept from the text where it has them. Pure.
 */
final class ReceiptReader {
    private static final int RECEIPTED_MESSAGE_ID = 0x001E; // SMPP 3.4 §5.3.2.12
    private static final int MESSAGE_STATE = 0x0427; // SMPP 3.4 §5.3.2.35
    private static final int NETWORK_ERROR_CODE = 0x0423; // SMPP 3.4 §5.3.2.31
    private static final int DATA_CODING_UCS2 = 8;

    private ReceiptReader() {}

    /**
     * @param intermediate whether it is an intermediate notification, which cannot tell a message's end: any state in
     *     it but DELIVERED is read as ENROUTE
     */
    static Reading read(DeliverSm pdu, byte[] text, boolean intermediate) {
        ReceiptText receipt = ReceiptText.parse(new String(text, charset(pdu.dataCoding())));
        String tlvId = cString(find(pdu.tlvs(), RECEIPTED_MESSAGE_ID));
        String id = tlvId != null ? tlvId : receipt.id();
        if (id == null) {
            return new Unparsed("a receipt without a message id");
        }
        Integer messageState = number(find(pdu.tlvs(), MESSAGE_STATE));
        String stat = receipt.stat();
        String rawStatus = stat != null ? stat : messageState != null ? messageState.toString() : null;
        if (rawStatus == null) {
            return new Unparsed("a receipt without a status");
        }
        DeliveryState state =
                messageState != null ? StatWords.ofMessageState(messageState) : StatWords.ofWord(rawStatus);
        String err = receipt.err();
        return new Dlr(
                id,
                intermediate && state != DeliveryState.DELIVERED ? DeliveryState.ENROUTE : state,
                rawStatus,
                err != null ? err : networkError(find(pdu.tlvs(), NETWORK_ERROR_CODE)),
                ReceiptDate.parse(receipt.doneDate()));
    }

    /** All of appendix B is ASCII, whatever the alphabet; only UCS-2 takes two octets for it. */
    private static Charset charset(int dataCoding) {
        return dataCoding == DATA_CODING_UCS2 ? StandardCharsets.UTF_16BE : StandardCharsets.ISO_8859_1;
    }

    private static byte @Nullable [] find(List<Tlv> tlvs, int tag) {
        for (Tlv tlv : tlvs) {
            if (tlv.tag() == tag) {
                return tlv.value();
            }
        }
        return null;
    }

    private static @Nullable String cString(byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        int end = 0;
        while (end < value.length && value[end] != 0) {
            end++;
        }
        String text = new String(value, 0, end, StandardCharsets.ISO_8859_1).strip();
        return text.isEmpty() ? null : text;
    }

    /** One octet by the specification; wider integers are seen. */
    private static @Nullable Integer number(byte @Nullable [] value) {
        if (value == null || value.length == 0 || value.length > 4) {
            return null;
        }
        int number = 0;
        for (byte octet : value) {
            number = (number << 8) | (octet & 0xFF);
        }
        return number;
    }

    /** {@code type:code}: the octet of the network type, then the two of its error code. */
    private static @Nullable String networkError(byte @Nullable [] value) {
        if (value == null || value.length != 3) {
            return null;
        }
        return (value[0] & 0xFF) + ":" + (((value[1] & 0xFF) << 8) | (value[2] & 0xFF));
    }
}

package io.smppworker.inbound;

import io.smppworker.encoding.TextDecoder;
import io.smppworker.encoding.UserData;
import io.smppworker.encoding.UserDataHeader;
import io.smppworker.encoding.UserDataHeader.Concatenation;
import io.smppworker.inbound.Delivery.Mo;
import io.smppworker.inbound.Delivery.Ports;
import io.smppworker.message.DeliverSm;
import io.smppworker.message.TextSettings;
import io.smppworker.message.Tlv;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a mobile-originated message, or one part of it: the place in its message is in the user data header or in the
 * sar TLVs, its ports in that header or in the port TLVs. Pure.
 */
final class MoReader {
    private static final int SOURCE_PORT = 0x020A; // SMPP 3.4 §5.3.2.20
    private static final int DESTINATION_PORT = 0x020B; // SMPP 3.4 §5.3.2.21
    private static final int GREATEST_16_BIT = 0xFFFF;

    private MoReader() {}

    /** @param settings how the provider codes texts */
    static ReadDelivery read(DeliverSm pdu, TextSettings settings) {
        UserData data = TextDecoder.decode(pdu.dataCoding(), pdu.esmClass(), pdu.body(), settings);
        UserDataHeader header = data.header();
        Set<Integer> usedTags = new HashSet<>();
        Concatenation place =
                header != null && header.concatenation() != null ? header.concatenation() : place(pdu.tlvs(), usedTags);
        Ports ports = header != null && header.ports() != null
                ? new Ports(header.ports().destination(), header.ports().originator())
                : ports(pdu.tlvs(), usedTags);
        return new ReadDelivery(part(pdu, settings, data, place, ports), usedTags);
    }

    private static Mo part(
            DeliverSm pdu, TextSettings settings, UserData data, @Nullable Concatenation place, @Nullable Ports ports) {
        boolean speaksForOthers = data instanceof UserData.Text
                && place != null
                && place.total() > 1
                && TextDecoder.isMarked(pdu.dataCoding(), userData(data, pdu), settings);
        String text = data instanceof UserData.Text decoded && !speaksForOthers ? decoded.text() : null;
        byte[] octets = data instanceof UserData.Binary undecoded ? undecoded.octets() : userData(data, pdu);
        byte[] binary = text == null ? octets : null;
        return place == null
                ? new Mo(text, binary, null, null, 1, 1, ports)
                : new Mo(text, binary, place.reference(), place.referenceBits(), place.index(), place.total(), ports);
    }

    /** The octets after the header. A byte order mark at their start applies to all parts, which are decoded together. */
    private static byte[] userData(UserData data, DeliverSm pdu) {
        UserDataHeader header = data.header();
        return Arrays.copyOfRange(pdu.body(), header == null ? 0 : header.octets(), pdu.body().length);
    }

    /** By the sar TLVs, whose tags it then adds to those that were used. */
    private static @Nullable Concatenation place(List<Tlv> tlvs, Set<Integer> usedTags) {
        Integer reference = Tlvs.number(tlvs, Tlv.SAR_MSG_REF_NUM);
        Integer total = Tlvs.number(tlvs, Tlv.SAR_TOTAL_SEGMENTS);
        Integer index = Tlvs.number(tlvs, Tlv.SAR_SEGMENT_SEQNUM);
        if (reference == null || total == null || index == null) {
            return null;
        }
        boolean plausible = is16Bit(reference) && total <= 0xFF && index >= 1 && index <= total;
        if (!plausible) {
            return null;
        }
        usedTags.addAll(List.of(Tlv.SAR_MSG_REF_NUM, Tlv.SAR_TOTAL_SEGMENTS, Tlv.SAR_SEGMENT_SEQNUM));
        return new Concatenation(reference, 16, total, index);
    }

    /** By the port TLVs, whose tags it then adds to those that were used. */
    private static @Nullable Ports ports(List<Tlv> tlvs, Set<Integer> usedTags) {
        Integer destination = Tlvs.number(tlvs, DESTINATION_PORT);
        if (destination == null || !is16Bit(destination)) {
            return null;
        }
        usedTags.add(DESTINATION_PORT);
        Integer originator = Tlvs.number(tlvs, SOURCE_PORT);
        if (originator == null || !is16Bit(originator)) {
            return new Ports(destination, null);
        }
        usedTags.add(SOURCE_PORT);
        return new Ports(destination, originator);
    }

    private static boolean is16Bit(int number) {
        return number >= 0 && number <= GREATEST_16_BIT;
    }
}

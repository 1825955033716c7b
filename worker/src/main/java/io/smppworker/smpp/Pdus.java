package io.smppworker.smpp;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.BaseSm;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.type.Address;
import com.cloudhopper.smpp.type.SmppInvalidArgumentException;
import io.smppworker.message.DeliverSm;
import io.smppworker.message.Segment;
import io.smppworker.message.Tlv;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Between the domain's records and cloudhopper's PDUs. */
final class Pdus {
    private static final byte[] NO_OCTETS = {};
    private static final ArrayList<com.cloudhopper.smpp.tlv.Tlv> NO_TLVS = new ArrayList<>();

    private Pdus() {}

    /**
     * A new submit_sm PDU (SMPP 3.4 §4.4.1). Never reuse one: cloudhopper caches length and sequence number in it.
     *
     * @throws SmppInvalidArgumentException when short_message is longer than one octet can say
     */
    static SubmitSm submitSm(io.smppworker.message.SubmitSm fields) throws SmppInvalidArgumentException {
        Segment segment = fields.segment();
        SubmitSm pdu = new SubmitSm();
        pdu.setSourceAddress(address(fields.source()));
        pdu.setDestAddress(address(fields.destination()));
        pdu.setEsmClass((byte) segment.esmClass());
        pdu.setPriority((byte) fields.priority());
        if (fields.validity() != null) {
            pdu.setValidityPeriod(RelativeTime.of(fields.validity()));
        }
        pdu.setRegisteredDelivery((byte) fields.registeredDelivery());
        pdu.setDataCoding((byte) segment.dataCoding());
        pdu.setShortMessage(segment.shortMessage());
        add(segment.tlvs(), pdu);
        add(fields.tlvs(), pdu);
        return pdu;
    }

    private static void add(List<Tlv> tlvs, SubmitSm pdu) {
        for (Tlv tlv : tlvs) {
            pdu.addOptionalParameter(new com.cloudhopper.smpp.tlv.Tlv((short) tlv.tag(), tlv.value()));
        }
    }

    private static Address address(String digits) {
        return new Address((byte) 0, (byte) 0, digits);
    }

    /**
     * What a deliver_sm or data_sm brought (SMPP 3.4 §4.6.1, §4.7.1). Fields that could not be decoded are empty.
     *
     * @param raw the whole PDU
     */
    static DeliverSm deliverSm(BaseSm<?> pdu, byte[] raw) {
        byte[] shortMessage = Objects.requireNonNullElse(pdu.getShortMessage(), NO_OCTETS);
        com.cloudhopper.smpp.tlv.@Nullable Tlv payload =
                shortMessage.length == 0 ? pdu.getOptionalParameter(SmppConstants.TAG_MESSAGE_PAYLOAD) : null;
        return new DeliverSm(
                text(pdu.getSourceAddress()),
                text(pdu.getDestAddress()),
                Byte.toUnsignedInt(pdu.getEsmClass()),
                Byte.toUnsignedInt(pdu.getDataCoding()),
                payload == null ? shortMessage : payload.getValue(),
                Objects.requireNonNullElse(pdu.getOptionalParameters(), NO_TLVS).stream()
                        .filter(tlv -> tlv != payload)
                        .map(tlv -> new Tlv(Short.toUnsignedInt(tlv.getTag()), tlv.getValue()))
                        .toList(),
                raw,
                new DeliverSm.Routing(
                        Objects.requireNonNullElse(pdu.getServiceType(), ""),
                        ton(pdu.getSourceAddress()),
                        npi(pdu.getSourceAddress()),
                        ton(pdu.getDestAddress()),
                        npi(pdu.getDestAddress())));
    }

    private static int ton(@Nullable Address address) {
        return address == null ? 0 : Byte.toUnsignedInt(address.getTon());
    }

    private static int npi(@Nullable Address address) {
        return address == null ? 0 : Byte.toUnsignedInt(address.getNpi());
    }

    private static String text(@Nullable Address address) {
        return address == null ? "" : Objects.requireNonNullElse(address.getAddress(), "");
    }
}

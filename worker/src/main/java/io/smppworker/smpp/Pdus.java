package io.smppworker.smpp;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.BaseBind;
import com.cloudhopper.smpp.pdu.BaseSm;
import com.cloudhopper.smpp.pdu.BindReceiver;
import com.cloudhopper.smpp.pdu.BindTransceiver;
import com.cloudhopper.smpp.pdu.BindTransmitter;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.type.Address;
import com.cloudhopper.smpp.type.SmppInvalidArgumentException;
import io.smppworker.config.AccountConfig;
import io.smppworker.config.AddressingConfig;
import io.smppworker.config.Secret;
import io.smppworker.message.BindType;
import io.smppworker.message.DeliverSm;
import io.smppworker.message.Numbering;
import io.smppworker.message.Segment;
import io.smppworker.message.Tlv;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Between the domain's records and cloudhopper's PDUs. */
final class Pdus {
    private static final byte[] NO_OCTETS = {};
    private static final Address NO_ADDRESS = new Address();
    private static final ArrayList<com.cloudhopper.smpp.tlv.Tlv> NO_TLVS = new ArrayList<>();

    private Pdus() {}

    /** A new bind (SMPP 3.4 §4.1), with interface_version 0x34. */
    static BaseBind<?> bind(AccountConfig account, BindType type, Secret password) {
        BaseBind<?> request = switch (type) {
            case TRANSCEIVER -> new BindTransceiver();
            case TRANSMITTER -> new BindTransmitter();
            case RECEIVER -> new BindReceiver();
        };
        request.setSystemId(account.systemId());
        request.setPassword(password.value());
        request.setSystemType(account.systemType());
        request.setInterfaceVersion(SmppConstants.VERSION_3_4);
        AddressingConfig.Bind own = account.addressing().bind();
        request.setAddressRange(address(own.numbering(), own.range()));
        return request;
    }

    /**
     * A new submit_sm PDU (SMPP 3.4 §4.4.1). Never reuse one: cloudhopper caches length and sequence number in it.
     *
     * @throws SmppInvalidArgumentException when short_message is longer than one octet can say
     */
    static SubmitSm submitSm(io.smppworker.message.SubmitSm fields) throws SmppInvalidArgumentException {
        Segment segment = fields.segment();
        SubmitSm pdu = new SubmitSm();
        pdu.setServiceType(fields.serviceType());
        pdu.setSourceAddress(address(fields.addressing().source(), fields.source()));
        pdu.setDestAddress(address(fields.addressing().destination(), fields.destination()));
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

    static Address address(Numbering numbering, String address) {
        return new Address((byte) numbering.ton(), (byte) numbering.npi(), address);
    }

    /**
     * The content of a deliver_sm or data_sm (SMPP 3.4 §4.6.1, §4.7.1). Beside a message_payload a short_message of only
     * NULs is ignored.
     *
     * @param raw the whole PDU
     */
    static DeliverSm deliverSm(BaseSm<?> pdu, byte[] raw) {
        byte[] shortMessage = Objects.requireNonNullElse(pdu.getShortMessage(), NO_OCTETS);
        com.cloudhopper.smpp.tlv.@Nullable Tlv payload =
                isBlank(shortMessage) ? pdu.getOptionalParameter(SmppConstants.TAG_MESSAGE_PAYLOAD) : null;
        Address source = Objects.requireNonNullElse(pdu.getSourceAddress(), NO_ADDRESS);
        Address destination = Objects.requireNonNullElse(pdu.getDestAddress(), NO_ADDRESS);
        return new DeliverSm(
                Objects.requireNonNullElse(source.getAddress(), ""),
                Objects.requireNonNullElse(destination.getAddress(), ""),
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
                        Byte.toUnsignedInt(source.getTon()),
                        Byte.toUnsignedInt(source.getNpi()),
                        Byte.toUnsignedInt(destination.getTon()),
                        Byte.toUnsignedInt(destination.getNpi())),
                null);
    }

    /** A deliver_sm or data_sm of which nothing could be read. */
    static DeliverSm unread(byte[] raw, String problem) {
        return new DeliverSm("", "", 0, 0, NO_OCTETS, List.of(), raw, DeliverSm.Routing.NONE, problem);
    }

    private static boolean isBlank(byte[] octets) {
        for (byte octet : octets) {
            if (octet != 0) {
                return false;
            }
        }
        return true;
    }
}

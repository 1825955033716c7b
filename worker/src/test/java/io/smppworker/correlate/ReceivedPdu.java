package io.smppworker.correlate;

import io.smppworker.message.DeliverSm;
import io.smppworker.message.Tlv;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Reads a deliver_sm (SMPP 3.4 §4.6.1) or data_sm (§4.7.1) from its octets, a length that is too large cut to what is there. */
final class ReceivedPdu {
    private static final int DATA_SM = 0x103;

    private final byte[] raw;
    private int at;

    private ReceivedPdu(byte[] raw) {
        this.raw = raw;
    }

    static DeliverSm of(String hex) {
        return new ReceivedPdu(HexFormat.of().parseHex(hex)).read();
    }

    private DeliverSm read() {
        at = 4;
        boolean isDataSm = (octet() << 24 | octet() << 16 | octet() << 8 | octet()) == DATA_SM;
        at = 16;
        String service = text();
        int sourceTon = octet();
        int sourceNpi = octet();
        String source = text();
        int destinationTon = octet();
        int destinationNpi = octet();
        String destination = text();
        int esmClass = octet();
        if (!isDataSm) {
            at += 2; // protocol_id, priority_flag
            text(); // schedule_delivery_time
            text(); // validity_period
        }
        at += isDataSm ? 1 : 2; // registered_delivery, replace_if_present_flag
        int dataCoding = octet();
        byte[] body = {};
        if (!isDataSm) {
            at++; // sm_default_msg_id
            body = octets(octet());
        }
        List<Tlv> tlvs = new ArrayList<>();
        while (raw.length - at >= 4) {
            int tag = octet() << 8 | octet();
            tlvs.add(new Tlv(tag, octets(octet() << 8 | octet())));
        }
        if (body.length == 0) {
            for (Tlv tlv : tlvs) {
                if (tlv.tag() == Tlv.MESSAGE_PAYLOAD) {
                    body = tlv.value();
                }
            }
            tlvs.removeIf(tlv -> tlv.tag() == Tlv.MESSAGE_PAYLOAD);
        }
        return new DeliverSm(
                source,
                destination,
                esmClass,
                dataCoding,
                body,
                tlvs,
                raw,
                new DeliverSm.Routing(service, sourceTon, sourceNpi, destinationTon, destinationNpi));
    }

    private int octet() {
        return raw[at++] & 0xFF;
    }

    private byte[] octets(int length) {
        int end = Math.min(raw.length, at + length);
        byte[] octets = Arrays.copyOfRange(raw, at, end);
        at = end;
        return octets;
    }

    private String text() {
        int start = at;
        while (raw[at] != 0) {
            at++;
        }
        return new String(raw, start, at++ - start, StandardCharsets.ISO_8859_1);
    }
}

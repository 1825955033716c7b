package io.smppworker.inbound;

import io.smppworker.message.DeliverSm;
import io.smppworker.message.Tlv;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Deliveries for tests. */
final class DeliverSms {
    static final String APPENDIX_B = "id:0123456789 sub:001 dlvrd:001 submit date:2603011000 done date:2603011001"
            + " stat:DELIVRD err:000 text:Hello";

    private DeliverSms() {}

    static DeliverSm receipt(String text, Tlv... tlvs) {
        return pdu(0x04, 0, text.getBytes(StandardCharsets.ISO_8859_1), tlvs);
    }

    static DeliverSm pdu(int esmClass, int dataCoding, byte[] body, Tlv... tlvs) {
        return new DeliverSm("27820000067", "Shop", esmClass, dataCoding, body, List.of(tlvs), new byte[16]);
    }

    static Tlv tlv(int tag, String hex) {
        return new Tlv(tag, HexFormat.of().parseHex(hex));
    }
}

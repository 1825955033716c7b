package io.smppworker.smpp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** PDUs written and read octet by octet, without the library under test (SMPP 3.4 §3.2, §5.1.2.1). */
final class Octets {
    static final int GENERIC_NACK = 0x8000_0000;
    static final int BIND_RECEIVER = 0x01;
    static final int BIND_TRANSMITTER = 0x02;
    static final int SUBMIT_SM = 0x04;
    static final int SUBMIT_SM_RESP = 0x8000_0004;
    static final int DELIVER_SM = 0x05;
    static final int DELIVER_SM_RESP = 0x8000_0005;
    static final int UNBIND = 0x06;
    static final int UNBIND_RESP = 0x8000_0006;
    static final int BIND_TRANSCEIVER = 0x09;
    static final int ENQUIRE_LINK = 0x15;
    static final int ENQUIRE_LINK_RESP = 0x8000_0015;
    static final int DATA_SM = 0x103;
    static final int DATA_SM_RESP = 0x8000_0103;

    private static final int RESPONSE = 0x8000_0000;

    private Octets() {}

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
    }

    static String hex(byte[] octets) {
        return HexFormat.of().formatHex(octets);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] pdu(int commandId, int commandStatus, int sequenceNumber, byte[]... body) {
        byte[] octets = join(body);
        return ByteBuffer.allocate(16 + octets.length)
                .putInt(16 + octets.length)
                .putInt(commandId)
                .putInt(commandStatus)
                .putInt(sequenceNumber)
                .put(octets)
                .array();
    }

    /** The response to a request, with the same sequence_number. */
    static byte[] response(byte[] request, int commandStatus, byte[]... body) {
        return pdu(RESPONSE | commandId(request), commandStatus, sequenceNumber(request), body);
    }

    static byte[] cString(String text) {
        return (text + "\0").getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] tlv(int tag, byte[] value) {
        return join(
                ByteBuffer.allocate(4)
                        .putShort((short) tag)
                        .putShort((short) value.length)
                        .array(),
                value);
    }

    /** The body of a deliver_sm with TON and NPI 0 (SMPP 3.4 §4.6.1). */
    static byte[] deliverSmBody(String from, String to, int esmClass, int dataCoding, byte[] shortMessage) {
        return join(
                hex("00 00 00"),
                cString(from),
                hex("00 00"),
                cString(to),
                new byte[] {(byte) esmClass, 0, 0, 0, 0, 0, 0, (byte) dataCoding, 0, (byte) shortMessage.length},
                shortMessage);
    }

    static int commandId(byte[] pdu) {
        return ByteBuffer.wrap(pdu).getInt(4);
    }

    static int commandStatus(byte[] pdu) {
        return ByteBuffer.wrap(pdu).getInt(8);
    }

    static int sequenceNumber(byte[] pdu) {
        return ByteBuffer.wrap(pdu).getInt(12);
    }
}

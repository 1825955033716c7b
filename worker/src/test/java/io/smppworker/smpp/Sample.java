package io.smppworker.smpp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A deliver_sm or data_sm of sound octets with a map of its fields, to be spoilt: without one of them, with part of one,
 * with another length.
 *
 * @param name for the test's report
 * @param source source_addr
 * @param text as it must be read; null when it is a receipt
 */
record Sample(
        String name, int commandId, String source, @Nullable String text, List<Field> fields) {
    static final String HANDSET = "27820000001";
    static final String SHORT_CODE = "30001";
    static final String ID = "5f878c79";

    /** A field in the order of the PDU; a length field says how long the next is. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Field(String name, byte[] octets) {}

    static List<Sample> all() {
        return List.of(
                receipt("receipt", 0x01, true),
                receipt("receipt, TON and NPI 0", 0x00, false),
                receipt("receipt, alphanumeric", 0x05, true),
                reply("reply", 0, "Hello there, what about 3 pm?".getBytes(StandardCharsets.US_ASCII), true),
                reply("reply, UCS-2", 8, "Привет Ünïcödé 0 Ф".getBytes(StandardCharsets.UTF_16BE), false),
                inPayload("reply in message_payload", false),
                inPayload("reply in a data_sm", true),
                receiptByTlvs("receipt of TLVs alone", false),
                receiptByTlvs("receipt of TLVs alone in a data_sm", true));
    }

    static byte[] receiptText(String id) {
        return ("id:" + id
                        + " sub:001 dlvrd:001 submit date:2508050146 done date:2508050147 stat:DELIVRD err:000 text:")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static Sample receipt(String name, int ton, boolean tlvs) {
        List<Field> fields = head(ton, false);
        tail(fields, 0x04, 0, receiptText(ID));
        if (tlvs) {
            receiptTlvs(fields);
        }
        return new Sample(name, Octets.DELIVER_SM, HANDSET, null, fields);
    }

    private static Sample reply(String name, int dataCoding, byte[] text, boolean tlvs) {
        List<Field> fields = head(1, false);
        tail(fields, 0, dataCoding, text);
        if (tlvs) {
            tlv(fields, 0x020A, new byte[] {0, 80});
            tlv(fields, 0x1403, "MTN".getBytes(StandardCharsets.US_ASCII));
        }
        String read = new String(text, dataCoding == 8 ? StandardCharsets.UTF_16BE : StandardCharsets.US_ASCII);
        return new Sample(name, Octets.DELIVER_SM, HANDSET, read, fields);
    }

    private static Sample inPayload(String name, boolean dataSm) {
        List<Field> fields = head(1, dataSm);
        String text = "A longer reply, " + "on and on ".repeat(40);
        dataTail(fields, 0, dataSm);
        tlv(fields, 0x0204, new byte[] {1, 2});
        tlv(fields, 0x0424, text.getBytes(StandardCharsets.US_ASCII));
        return new Sample(name, dataSm ? Octets.DATA_SM : Octets.DELIVER_SM, HANDSET, text, fields);
    }

    private static Sample receiptByTlvs(String name, boolean dataSm) {
        List<Field> fields = head(1, dataSm);
        dataTail(fields, 0x04, dataSm);
        receiptTlvs(fields);
        return new Sample(name, dataSm ? Octets.DATA_SM : Octets.DELIVER_SM, HANDSET, null, fields);
    }

    private static void receiptTlvs(List<Field> fields) {
        tlv(fields, 0x001E, Octets.cString(ID));
        tlv(fields, 0x0427, new byte[] {2});
        tlv(fields, 0x0423, new byte[] {3, 0, 0});
    }

    private static List<Field> head(int ton, boolean dataSm) {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("service_type", dataSm ? Octets.cString("CMT") : new byte[1]));
        fields.add(octet("source_addr_ton", ton));
        fields.add(octet("source_addr_npi", ton == 5 ? 0 : ton));
        fields.add(new Field("source_addr", Octets.cString(HANDSET)));
        fields.add(octet("dest_addr_ton", ton));
        fields.add(octet("dest_addr_npi", ton == 5 ? 0 : ton));
        fields.add(new Field("destination_addr", Octets.cString(SHORT_CODE)));
        return fields;
    }

    private static void dataTail(List<Field> fields, int esmClass, boolean dataSm) {
        if (dataSm) {
            fields.add(octet("esm_class", esmClass));
            fields.add(octet("registered_delivery", 0));
            fields.add(octet("data_coding", 0));
        } else {
            tail(fields, esmClass, 0, new byte[0]);
        }
    }

    private static void tail(List<Field> fields, int esmClass, int dataCoding, byte[] shortMessage) {
        fields.add(octet("esm_class", esmClass));
        fields.add(octet("protocol_id", 0));
        fields.add(octet("priority_flag", 0));
        fields.add(new Field("schedule_delivery_time", new byte[1]));
        fields.add(new Field("validity_period", new byte[1]));
        fields.add(octet("registered_delivery", 0));
        fields.add(octet("replace_if_present_flag", 0));
        fields.add(octet("data_coding", dataCoding));
        fields.add(octet("sm_default_msg_id", 0));
        fields.add(octet("sm_length", shortMessage.length));
        fields.add(new Field("short_message", shortMessage));
    }

    private static void tlv(List<Field> fields, int tag, byte[] value) {
        fields.add(new Field("tag", twoOctets(tag)));
        fields.add(new Field("length", twoOctets(value.length)));
        fields.add(new Field("value", value));
    }

    static byte[] twoOctets(int value) {
        return new byte[] {(byte) (value >> 8), (byte) value};
    }

    private static Field octet(String name, int value) {
        return new Field(name, new byte[] {(byte) value});
    }

    boolean isReceipt() {
        return text == null;
    }

    int indexOf(String field) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(field)) {
                return i;
            }
        }
        throw new AssertionError(field);
    }

    byte[] raw() {
        return Octets.pdu(commandId, 0, 7, fields.stream().map(Field::octets).toArray(byte[][]::new));
    }

    /** With other octets in one field, and a command_length that is right. */
    byte[] with(int field, byte... octets) {
        List<Field> changed = new ArrayList<>(fields);
        changed.set(field, new Field("changed", octets));
        return new Sample(name, commandId, source, text, changed).raw();
    }

    @Override
    public String toString() {
        return name;
    }
}

package io.smppworker.sandbox.provider;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.SubmitSm;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Delivery receipts as text (SMPP 3.4 appendix B; times in UTC) with receipted_message_id, message_state and, for a
 * failure, network_error_code (§5.3.2.12, §5.3.2.35, §5.3.2.31) beside it.
 */
final class Receipts {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyMMddHHmm", Locale.ROOT);
    private static final int TEXT_CHARACTERS = 20;
    private static final byte NETWORK_GSM = 3;

    private Receipts() {}

    static DeliverSmFields receipt(SubmitSm pdu, String messageId, Outcome outcome, Instant submitted, Instant done) {
        String text = "id:%s sub:001 dlvrd:%03d submit date:%s done date:%s stat:%s err:%03d text:%s"
                .formatted(
                        messageId,
                        outcome.failed() ? 0 : 1,
                        TIME.format(submitted.atOffset(ZoneOffset.UTC)),
                        TIME.format(done.atOffset(ZoneOffset.UTC)),
                        outcome.stat(),
                        outcome.networkError(),
                        beginning(pdu));
        Map<Integer, byte[]> tlvs = new LinkedHashMap<>();
        tlvs.put((int) SmppConstants.TAG_RECEIPTED_MSG_ID, (messageId + '\0').getBytes(StandardCharsets.US_ASCII));
        tlvs.put((int) SmppConstants.TAG_MSG_STATE, new byte[] {(byte) outcome.messageState()});
        if (outcome.failed()) {
            tlvs.put(
                    (int) SmppConstants.TAG_NETWORK_ERROR_CODE,
                    new byte[] {NETWORK_GSM, (byte) (outcome.networkError() >> 8), (byte) outcome.networkError()});
        }
        return new DeliverSmFields(
                SubmitCheck.destination(pdu),
                SubmitCheck.address(pdu.getSourceAddress()),
                DeliverSmFields.RECEIPT,
                0,
                text.getBytes(StandardCharsets.US_ASCII),
                tlvs);
    }

    /** The message's first characters; what is not printable ASCII becomes a full stop. */
    private static String beginning(SubmitSm pdu) {
        Concatenation part = SubmitCheck.concatenation(pdu);
        byte[] body = SubmitCheck.body(pdu);
        int header = part == null ? 0 : part.headerOctets();
        String text = new String(
                body,
                header,
                body.length - header,
                pdu.getDataCoding() == 8 ? StandardCharsets.UTF_16BE : StandardCharsets.ISO_8859_1);
        return text.substring(0, Math.min(TEXT_CHARACTERS, text.length())).replaceAll("[^ -~]", ".");
    }
}

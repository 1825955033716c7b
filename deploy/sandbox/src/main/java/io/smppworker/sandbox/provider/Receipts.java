package io.smppworker.sandbox.provider;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.SubmitSm;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Delivery receipts as text (SMPP 3.4 appendix B; times in UTC) and as receipted_message_id, message_state and, for a
 * failure, network_error_code (§5.3.2.12, §5.3.2.35, §5.3.2.31), in any {@link ReceiptForm}.
 */
final class Receipts {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyMMddHHmm", Locale.ROOT);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyMMddHHmmss", Locale.ROOT);
    private static final ZoneOffset AHEAD = ZoneOffset.ofHours(2);
    private static final int UCS2 = 8; // SMPP 3.4 §5.2.19
    private static final byte OWN_MESSAGE_STATE = 0x63;
    private static final int TEXT_CHARACTERS = 20;
    private static final byte NETWORK_GSM = 3;
    private static final int OTHER_ESM_BITS = 0xC3;

    /**
     * What a receipt says.
     *
     * @param id of its message, as receipts write it
     * @param otherId likewise, of another message
     * @param notification whether it is an intermediate notification
     */
    record Report(String id, String otherId, Outcome outcome, Instant submitted, Instant done, boolean notification) {}

    private Receipts() {}

    static DeliverSmFields receipt(SubmitSm pdu, Report report, ReceiptForm form) {
        byte[] text = text(report, form, beginning(pdu)).getBytes(charset(form));
        boolean payload = form == ReceiptForm.PAYLOAD;
        Map<Integer, byte[]> tlvs = new LinkedHashMap<>();
        if (payload) {
            tlvs.put((int) SmppConstants.TAG_MESSAGE_PAYLOAD, text);
        }
        addTlvs(tlvs, report, form);
        int type = report.notification() ? DeliverSmFields.INTERMEDIATE_NOTIFICATION : DeliverSmFields.RECEIPT;
        return new DeliverSmFields(
                SubmitCheck.destination(pdu),
                SubmitCheck.address(pdu.getSourceAddress()),
                form == ReceiptForm.OTHER_ESM_BITS ? type | OTHER_ESM_BITS : type,
                form == ReceiptForm.ASCII_AS_UCS2 || form == ReceiptForm.UCS2_REVERSED ? UCS2 : 0,
                payload ? new byte[0] : text,
                tlvs,
                form == ReceiptForm.DATA_SM);
    }

    private static Charset charset(ReceiptForm form) {
        return switch (form) {
            case UCS2_AS_GSM -> StandardCharsets.UTF_16BE;
            case UCS2_REVERSED -> StandardCharsets.UTF_16LE;
            default -> StandardCharsets.US_ASCII;
        };
    }

    private static String text(Report report, ReceiptForm form, String quoted) {
        Outcome outcome = report.outcome();
        String id = "id:" + report.id();
        String stat = "stat:" + outcome.stat();
        String error = "err:%03d".formatted(outcome.networkError());
        return switch (form) {
            case BARE_TEXT -> id + ' ' + stat;
            case TLVS_ALONE -> "";
            case ID_IN_TLV -> whole("", counts(outcome), dates(report, TIME), stat, error, "text:" + quoted);
            case STATE_IN_TLV -> whole(id, counts(outcome), dates(report, TIME), "", error, "text:" + quoted);
            case CAPITAL_TEXT -> whole(id, counts(outcome), dates(report, TIME), stat, error, "Text:" + quoted);
            case WORD_FOR_ERROR -> whole(id, counts(outcome), dates(report, TIME), stat, "err:E-7F", "text:" + quoted);
            case DATES_WITH_SECONDS ->
                whole(id, counts(outcome), dates(report, SECONDS), stat, error, "text:" + quoted);
            case QUOTED_RECEIPT ->
                whole(id, counts(outcome), dates(report, TIME), stat, error, "text:" + another(report));
            case TEXT_CONTRADICTS_TLVS -> another(report);
            case UCS2_AS_GSM -> whole(id, dates(report, TIME), stat, error);
            case UCS2_REVERSED -> whole("\uFEFF" + id, dates(report, TIME), stat, error);
            case ABSOLUTE_DATES -> whole(id, counts(outcome), absoluteDates(report), stat, error, "text:" + quoted);
            case DOCUMENTED, TEXT_ALONE, PAYLOAD, DATA_SM, ASCII_AS_UCS2, OWN_MESSAGE_STATE, OTHER_ESM_BITS ->
                whole(id, counts(outcome), dates(report, TIME), stat, error, "text:" + quoted);
        };
    }

    private static String whole(String... fields) {
        return String.join(" ", fields).strip();
    }

    private static String counts(Outcome outcome) {
        return "sub:001 dlvrd:%03d".formatted(outcome.messageState() == Outcome.DELIVERED.messageState() ? 1 : 0);
    }

    private static String dates(Report report, DateTimeFormatter form) {
        return "submit date:%s done date:%s"
                .formatted(
                        form.format(report.submitted().atOffset(ZoneOffset.UTC)),
                        form.format(report.done().atOffset(ZoneOffset.UTC)));
    }

    /** SMPP 3.4 §7.1.1.1; eight quarters of an hour ahead. */
    private static String absoluteDates(Report report) {
        return "submit date:%s008+ done date:%s008+"
                .formatted(
                        SECONDS.format(report.submitted().atOffset(AHEAD)),
                        SECONDS.format(report.done().atOffset(AHEAD)));
    }

    /** A receipt's beginning, of a message that this one is not about. */
    private static String another(Report report) {
        return "id:" + report.otherId() + " stat:" + Outcome.REJECTED.stat() + " err:099";
    }

    private static void addTlvs(Map<Integer, byte[]> tlvs, Report report, ReceiptForm form) {
        Outcome outcome = report.outcome();
        boolean both = form == ReceiptForm.DOCUMENTED
                || form == ReceiptForm.TLVS_ALONE
                || form == ReceiptForm.TEXT_CONTRADICTS_TLVS;
        if (both || form == ReceiptForm.ID_IN_TLV) {
            tlvs.put(
                    (int) SmppConstants.TAG_RECEIPTED_MSG_ID, (report.id() + '\0').getBytes(StandardCharsets.US_ASCII));
        }
        if (both || form == ReceiptForm.STATE_IN_TLV) {
            tlvs.put((int) SmppConstants.TAG_MSG_STATE, new byte[] {(byte) outcome.messageState()});
        }
        if (form == ReceiptForm.OWN_MESSAGE_STATE) {
            tlvs.put((int) SmppConstants.TAG_MSG_STATE, new byte[] {OWN_MESSAGE_STATE});
        }
        if (both && outcome.failed()) {
            tlvs.put(
                    (int) SmppConstants.TAG_NETWORK_ERROR_CODE,
                    new byte[] {NETWORK_GSM, (byte) (outcome.networkError() >> 8), (byte) outcome.networkError()});
        }
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

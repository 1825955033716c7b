package io.smppworker.simulation;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.tlv.Tlv;
import java.util.HexFormat;

/**
 * One segment as it is on the wire.
 *
 * @param number of the request, which is in its destination
 * @param cut the message that it is a part of
 * @param segment from 1
 */
record Submitted(int number, Cut cut, int segment) {
    /** Numbers of requests begin here in destination addresses. */
    static final long FIRST = 27_820_000_000L;

    private static final int HAS_HEADER = 0x40;

    /**
     * The segments that a handset joins. A request that its next owner cuts otherwise begins anew, with another reference.
     *
     * @param reference in hexadecimal, in as many octets as it has (3GPP TS 23.040 §9.2.3.24.1 and .8), after {@code sar} where
     *     it is in parameters (SMPP 3.4 §5.3.2.22); empty for a message in one piece
     * @param segments how many there are
     */
    record Cut(String reference, int segments) {
        static final Cut WHOLE = new Cut("", 1);
    }

    static Submitted of(SubmitSm submitSm) {
        int number = (int) (Long.parseLong(submitSm.getDestAddress().getAddress()) - FIRST);
        Tlv reference = submitSm.getOptionalParameter(SmppConstants.TAG_SAR_MSG_REF_NUM);
        if (reference != null) {
            Cut cut = new Cut(
                    "sar " + HexFormat.of().formatHex(reference.getValue()),
                    octet(submitSm, SmppConstants.TAG_SAR_TOTAL_SEGMENTS));
            return new Submitted(number, cut, octet(submitSm, SmppConstants.TAG_SAR_SEGMENT_SEQNUM));
        }
        if ((submitSm.getEsmClass() & HAS_HEADER) == 0) {
            return new Submitted(number, Cut.WHOLE, 1);
        }
        byte[] header = submitSm.getShortMessage();
        int end = 1 + header[0]; // the last two octets: how many, and which one
        return new Submitted(
                number, new Cut(HexFormat.of().formatHex(header, 3, end - 2), header[end - 2]), header[end - 1]);
    }

    private static int octet(SubmitSm submitSm, short tag) {
        return submitSm.getOptionalParameter(tag).getValue()[0];
    }
}

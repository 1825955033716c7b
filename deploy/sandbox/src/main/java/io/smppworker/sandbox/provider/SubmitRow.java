package io.smppworker.sandbox.provider;

import com.cloudhopper.smpp.SmppConstants;

/**
 * One submit_sm that arrived, in short.
 *
 * @param nanos arrival, the provider's monotonic clock
 * @param session the session it came over
 * @param segment 1-based
 * @param verdict the command_status decided on arrival, 0 = the message was taken, whether or not the answer ever left;
 *     {@link #LOST} when it was swallowed
 * @param messageId given to it when taken, else empty
 * @param messageRef the customer reference (TLV 0x1400) when there is one, else destination_addr, a colon and the text
 *     octets as ISO 8859-1, so that without a reference every segment is a message of its own
 */
public record SubmitRow(
        long nanos, int session, int segment, int segments, int verdict, String messageId, String messageRef) {
    public static final int LOST = -1;

    static SubmitRow of(LogEntry entry) {
        if (entry.note() instanceof Note.Submit submit) {
            return new SubmitRow(
                    entry.nanos(),
                    entry.session(),
                    submit.segment(),
                    submit.segments(),
                    submit.verdict(),
                    submit.messageId(),
                    submit.messageRef());
        }
        throw new IllegalArgumentException("not a submit_sm: " + entry.index());
    }

    public boolean accepted() {
        return verdict == SmppConstants.STATUS_OK;
    }

    /** Answered ESME_RTHROTTLED, whether because of the limit, of a fault or of the destination. */
    public boolean throttled() {
        return verdict == SmppConstants.STATUS_THROTTLED;
    }

    /** Swallowed by a fault before it was taken. */
    public boolean lost() {
        return verdict == LOST;
    }

    /** Cells joined by tabs; the reference, which may hold anything but a line feed of its own, comes last. */
    String line() {
        return String.join(
                "\t",
                Long.toString(nanos),
                Integer.toString(session),
                Integer.toString(segment),
                Integer.toString(segments),
                Integer.toString(verdict),
                messageId,
                messageRef.replaceAll("[\r\n]", " "));
    }

    static SubmitRow parse(String line) {
        String[] cells = line.split("\t", 7);
        return new SubmitRow(
                Long.parseLong(cells[0]),
                Integer.parseInt(cells[1]),
                Integer.parseInt(cells[2]),
                Integer.parseInt(cells[3]),
                Integer.parseInt(cells[4]),
                cells[5],
                cells[6]);
    }
}

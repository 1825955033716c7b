package io.smppworker.sandbox.provider;

/**
 * One submit_sm that arrived, in short; see {@link Note.Submit}.
 *
 * @param nanos arrival, the provider's monotonic clock
 * @param session the session it came over
 * @param verdict 0 = taken, {@link Note.Submit#LOST}, else the command_status
 * @param messageId given to it when taken, else empty
 */
public record SubmitRow(
        long nanos, int session, int segment, int segments, int verdict, String messageId, String messageRef) {

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
        return verdict == 0;
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

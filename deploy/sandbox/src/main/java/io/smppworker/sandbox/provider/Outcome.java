package io.smppworker.sandbox.provider;

import com.cloudhopper.smpp.SmppConstants;

/**
 * What becomes of a message, by the last digits of its destination_addr:
 *
 * <table>
 * <caption>Destinations</caption>
 * <tr><th>ends in</th><th>outcome</th></tr>
 * <tr><td>9001</td><td>accepted, receipt UNDELIV</td></tr>
 * <tr><td>9002</td><td>accepted, receipt EXPIRED</td></tr>
 * <tr><td>9003</td><td>accepted, receipt BLIST (beyond the SMPP 3.4 list; message_state REJECTED)</td></tr>
 * <tr><td>9004</td><td>accepted, never a receipt</td></tr>
 * <tr><td>9005</td><td>accepted, receipt REJECTD</td></tr>
 * <tr><td>9006</td><td>delivered, the receipt sent at once and the submit_sm_resp held for 100 ms</td></tr>
 * <tr><td>9007</td><td>delivered, the receipt sent twice</td></tr>
 * <tr><td>9009</td><td>delivered, the submit_sm_resp without a message_id</td></tr>
 * <tr><td>97ddd</td><td>refused: submit_sm_resp with the command_status ddd, decimal (97011 = 0x0B ESME_RINVDSTADR, 97020
 * = 0x14 ESME_RMSGQFUL, 97088 = 0x58 ESME_RTHROTTLED); 97000 is delivered like any other</td></tr>
 * <tr><td>98ddd</td><td>refused likewise when it comes for the first time, delivered when it comes again</td></tr>
 * <tr><td>anything else</td><td>accepted, receipt DELIVRD</td></tr>
 * </table>
 *
 * @param commandStatus of the submit_sm_resp
 * @param stat the receipt's own word (SMPP 3.4 appendix B); empty when there is never a receipt
 * @param messageState message_state (SMPP 3.4 §5.2.28)
 * @param networkError the receipt's err, 0 when delivered
 * @param receipts how many times the receipt is sent
 * @param receiptFirst whether the receipt goes before the submit_sm_resp
 */
record Outcome(int commandStatus, String stat, int messageState, int networkError, int receipts, boolean receiptFirst) {
    static final Outcome DELIVERED = new Outcome(0, "DELIVRD", 2, 0, 1, false);
    static final Outcome ENROUTE = new Outcome(0, "ENROUTE", 1, 0, 1, false);
    static final Outcome ACCEPTED = new Outcome(0, "ACCEPTD", 6, 0, 1, false);
    static final Outcome UNDELIVERABLE = new Outcome(0, "UNDELIV", 5, 1, 1, false);
    private static final Outcome EXPIRED = new Outcome(0, "EXPIRED", 3, 2, 1, false);
    private static final Outcome BLOCKED = new Outcome(0, "BLIST", 8, 3, 1, false);
    private static final Outcome NEVER = new Outcome(0, "", 0, 0, 0, false);
    static final Outcome REJECTED = new Outcome(0, "REJECTD", 8, 5, 1, false);
    private static final Outcome RECEIPT_FIRST = new Outcome(0, "DELIVRD", 2, 0, 1, true);
    private static final Outcome RECEIPT_TWICE = new Outcome(0, "DELIVRD", 2, 0, 2, false);

    /** The outcome for a destination_addr of digits. */
    static Outcome of(String destination) {
        int length = destination.length();
        if (length >= 5 && (destination.startsWith("97", length - 5) || isRefusedOnce(destination))) {
            int status = Integer.parseInt(destination, length - 3, length, 10);
            return status == SmppConstants.STATUS_OK ? DELIVERED : new Outcome(status, "", 0, 0, 0, false);
        }
        if (length < 4 || !destination.startsWith("900", length - 4)) {
            return DELIVERED;
        }
        return switch (destination.charAt(length - 1)) {
            case '1' -> UNDELIVERABLE;
            case '2' -> EXPIRED;
            case '3' -> BLOCKED;
            case '4' -> NEVER;
            case '5' -> REJECTED;
            case '6' -> RECEIPT_FIRST;
            case '7' -> RECEIPT_TWICE;
            default -> DELIVERED;
        };
    }

    /** Whether the outcome is that of the first submit_sm to this destination only. */
    static boolean isRefusedOnce(String destination) {
        return destination.length() >= 5 && destination.startsWith("98", destination.length() - 5);
    }

    /** Whether the submit_sm_resp to this destination has an empty message_id. */
    static boolean isWithoutId(String destination) {
        return destination.endsWith("9009");
    }

    boolean failed() {
        return networkError != 0;
    }
}

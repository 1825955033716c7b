package io.smppworker.sandbox.provider;

/**
 * One delivery receipt, in short.
 *
 * @param messageId of the message it is for
 * @param attempts how often it was sent
 * @param acknowledged whether any attempt was answered ESME_ROK, be it that a fault ignored the answer
 */
public record ReceiptRow(String messageId, int attempts, boolean acknowledged) {
    ReceiptRow sentAgain() {
        return new ReceiptRow(messageId, attempts + 1, acknowledged);
    }

    ReceiptRow withAcknowledgement() {
        return new ReceiptRow(messageId, attempts, true);
    }

    String line() {
        return messageId + '\t' + attempts + '\t' + acknowledged;
    }

    static ReceiptRow parse(String line) {
        String[] cells = line.split("\t", -1);
        return new ReceiptRow(cells[0], Integer.parseInt(cells[1]), Boolean.parseBoolean(cells[2]));
    }
}

package io.smppworker.sandbox.provider;

/** A receipt or mobile-originated message that stays with the provider until a session has acknowledged it. */
final class PendingDelivery {
    final long number;
    final DeliverSmFields fields;
    final String messageId;
    final int submitEntry;
    /** Only touched by whoever holds the delivery: the queue under its lock, or the carrying session's event loop. */
    int attempts;

    int lastSession;

    PendingDelivery(long number, DeliverSmFields fields, String messageId, int submitEntry) {
        this.number = number;
        this.fields = fields;
        this.messageId = messageId;
        this.submitEntry = submitEntry;
    }
}

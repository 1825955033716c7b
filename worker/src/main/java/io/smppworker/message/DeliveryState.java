package io.smppworker.message;

/** The state a receipt reports (SMPP 3.4 §5.2.28 message_state; OTHER for states that are not in it). */
public enum DeliveryState {
    ENROUTE,
    ACCEPTED,
    DELIVERED,
    UNDELIVERABLE,
    EXPIRED,
    DELETED,
    REJECTED,
    UNKNOWN,
    OTHER
}

package io.smppworker.sandbox.provider;

/** What a session was bound as (SMPP 3.4 §2.2). */
public enum PeerBindType {
    TRANSMITTER,
    RECEIVER,
    TRANSCEIVER;

    boolean submits() {
        return this != RECEIVER;
    }

    boolean receives() {
        return this != TRANSMITTER;
    }
}

package io.smppworker.message;

/** How a session is bound (SMPP 3.4 §2.2). */
public enum BindType {
    TRANSCEIVER(true),
    TRANSMITTER(true),
    RECEIVER(false);

    private final boolean transmits;

    BindType(boolean transmits) {
        this.transmits = transmits;
    }

    public boolean transmits() {
        return transmits;
    }
}

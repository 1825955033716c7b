package io.smppworker.message;

/** How a session is bound (SMPP 3.4 §2.2). */
public enum BindType {
    TRANSCEIVER(true, true),
    TRANSMITTER(true, false),
    RECEIVER(false, true);

    private final boolean transmits;
    private final boolean receives;

    BindType(boolean transmits, boolean receives) {
        this.transmits = transmits;
        this.receives = receives;
    }

    public boolean transmits() {
        return transmits;
    }

    public boolean receives() {
        return receives;
    }
}

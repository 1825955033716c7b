package io.smppworker.message;

/** Which delivery receipts are requested from the provider (SMPP 3.4 §5.2.17). */
public enum RegisteredDelivery {
    FINAL(1),
    FAILURE(2),
    NONE(0);

    private final int octet;

    RegisteredDelivery(int octet) {
        this.octet = octet;
    }

    /** The value of registered_delivery, one octet. */
    public int octet() {
        return octet;
    }
}

package io.smppworker.message;

/** Which delivery receipts are asked of the provider (SMPP 3.4 §5.2.17). */
public enum ReceiptWish {
    FINAL(1),
    FAILURE(2),
    NONE(0);

    private final int registeredDelivery;

    ReceiptWish(int registeredDelivery) {
        this.registeredDelivery = registeredDelivery;
    }

    /** The value of registered_delivery, one octet. */
    public int registeredDelivery() {
        return registeredDelivery;
    }
}

package io.smppworker.message;

/** Whether a delivery receipt says in esm_class that it is one (SMPP 3.4 §5.2.12). */
public enum ReceiptEsmClass {
    REQUIRED,
    /** A deliver_sm that is unmistakably a receipt is one, even if its esm_class does not say so. */
    OPTIONAL
}

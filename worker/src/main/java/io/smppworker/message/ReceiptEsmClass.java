package io.smppworker.message;

/** Whether a delivery receipt says in esm_class that it is one (SMPP 3.4 §5.2.12). */
public enum ReceiptEsmClass {
    REQUIRED,
    /** What is unmistakably a receipt is one, though its esm_class says nothing of it. */
    OPTIONAL
}

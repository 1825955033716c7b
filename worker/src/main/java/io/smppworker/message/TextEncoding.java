package io.smppworker.message;

/** How text is to be coded: AUTO is GSM 03.38 where the text allows, else UCS-2. */
public enum TextEncoding {
    AUTO,
    GSM7,
    UCS2
}

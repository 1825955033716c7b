package io.smppworker.message;

/** How text is to be coded: AUTO is what takes the fewest segments, GSM 03.38 where it makes no difference. */
public enum TextEncoding {
    AUTO,
    GSM7,
    UCS2
}

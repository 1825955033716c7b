package io.smppworker.message;

/** For which segments of a long message the provider sends receipts. */
public enum SegmentReceipts {
    ALL,
    /** The first one's stands for the whole message. */
    FIRST,
    /** The last one's stands for the whole message. */
    LAST
}

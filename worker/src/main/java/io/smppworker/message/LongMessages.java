package io.smppworker.message;

/** How several submit_sm are marked as one message for the provider. */
public enum LongMessages {
    /** A user data header with an 8-bit reference (3GPP TS 23.040 §9.2.3.24.1). */
    UDH(1 << 8),
    /** A user data header with a 16-bit reference (3GPP TS 23.040 §9.2.3.24.8). */
    UDH16(1 << 16),
    /** The parameters sar_msg_ref_num, sar_total_segments and sar_segment_seqnum (SMPP 3.4 §5.3.2.22 to §5.3.2.24). */
    SAR(1 << 16),
    /** One submit_sm with all of it in message_payload (SMPP 3.4 §5.3.2.32); the provider cuts it. */
    PAYLOAD(1 << 16);

    private final int references;

    LongMessages(int references) {
        this.references = references;
    }

    /** How many different references there are; they start at 0. */
    public int references() {
        return references;
    }
}

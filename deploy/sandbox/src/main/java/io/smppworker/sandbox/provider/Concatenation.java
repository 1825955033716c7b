package io.smppworker.sandbox.provider;

import org.jspecify.annotations.Nullable;

/**
 * Which part of which message a short_message is (3GPP TS 23.040 §9.2.3.24.1 and §9.2.3.24.8; SMPP 3.4 §5.3.2.22 to
 * §5.3.2.24).
 *
 * @param headerOctets length of the user data header, its length octet included; 0 = none
 * @param segment 1-based
 * @param segments at least 1
 */
record Concatenation(int headerOctets, int segment, int segments) {
    static final Concatenation SINGLE = new Concatenation(0, 1, 1);

    /** With the place that the values of the sar_* parameters give; null when they are malformed. */
    @Nullable
    Concatenation placed(byte[] reference, byte[] total, byte[] index) {
        if (reference.length != 2 || total.length != 1 || index.length != 1) {
            return null;
        }
        Concatenation placed = new Concatenation(headerOctets, index[0] & 0xFF, total[0] & 0xFF);
        return placed.segment >= 1 && placed.segment <= placed.segments ? placed : null;
    }

    /** Reads the user data header; null when it is malformed. */
    static @Nullable Concatenation read(byte[] userData) {
        if (userData.length == 0 || (userData[0] & 0xFF) >= userData.length) {
            return null;
        }
        int header = (userData[0] & 0xFF) + 1;
        Concatenation found = new Concatenation(header, 1, 1);
        int at = 1;
        while (at < header) {
            if (at + 2 > header || at + 2 + (userData[at + 1] & 0xFF) > header) {
                return null;
            }
            int identifier = userData[at] & 0xFF;
            int length = userData[at + 1] & 0xFF;
            if (identifier == 0x00 && length == 3) {
                found = new Concatenation(header, userData[at + 4] & 0xFF, userData[at + 3] & 0xFF);
            } else if (identifier == 0x08 && length == 4) {
                found = new Concatenation(header, userData[at + 5] & 0xFF, userData[at + 4] & 0xFF);
            } else if (identifier == 0x00 || identifier == 0x08) {
                return null;
            }
            at += 2 + length;
        }
        return found.segment >= 1 && found.segment <= found.segments ? found : null;
    }
}

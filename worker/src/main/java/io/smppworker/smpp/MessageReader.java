package io.smppworker.smpp;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a deliver_sm or data_sm (SMPP 3.4 §4.6.1, §4.7.1) by the specification and, where that makes no sense, on the
 * assumption that one NUL or octet is missing. The reading with the fewest faults is taken; one with too many is discarded.
 * Pure.
 */
final class MessageReader {
    private static final Set<MessageFault> OF_DELIVER_SM = EnumSet.allOf(MessageFault.class);
    private static final Set<MessageFault> OF_DATA_SM =
            EnumSet.range(MessageFault.NONE, MessageFault.DESTINATION_TON_OR_NPI_MISSING);

    private MessageReader() {}

    /** The reading with the fewest faults; null when there is none that makes sense. */
    static @Nullable MessageReading read(byte[] raw, boolean dataSm) {
        MessageReading best = null;
        TlvReader tlvs = new TlvReader(raw);
        for (MessageFault fault : dataSm ? OF_DATA_SM : OF_DELIVER_SM) {
            MessageReading reading = MessageReading.of(raw, tlvs, dataSm, fault);
            if (reading != null && reading.makesSense() && (best == null || reading.isBetterThan(best))) {
                best = reading;
            }
            if (best != null && best.cost() == 0) {
                break;
            }
        }
        return best;
    }
}

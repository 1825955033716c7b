package io.smppworker.inbound;

import java.util.Locale;
import java.util.Map;

/**
 * The one table from a provider's words and numbers to a {@link DeliveryState}. What is not in it is
 * {@link DeliveryState#OTHER}: carried through under its own word, never dropped. Pure.
 */
final class StatWords {
    private static final Map<String, DeliveryState> WORDS = Map.ofEntries(
            // SMPP 3.4 appendix B, "stat"
            Map.entry("ENROUTE", DeliveryState.ENROUTE),
            Map.entry("DELIVRD", DeliveryState.DELIVERED),
            Map.entry("EXPIRED", DeliveryState.EXPIRED),
            Map.entry("DELETED", DeliveryState.DELETED),
            Map.entry("UNDELIV", DeliveryState.UNDELIVERABLE),
            Map.entry("ACCEPTD", DeliveryState.ACCEPTED),
            Map.entry("UNKNOWN", DeliveryState.UNKNOWN),
            Map.entry("REJECTD", DeliveryState.REJECTED),
            // SMPP 3.4 §5.2.28, the same states by their full names
            Map.entry("DELIVERED", DeliveryState.DELIVERED),
            Map.entry("UNDELIVERABLE", DeliveryState.UNDELIVERABLE),
            Map.entry("ACCEPTED", DeliveryState.ACCEPTED),
            Map.entry("REJECTED", DeliveryState.REJECTED),
            // SMSPortal, delivery statuses: blocked by owner or WASPA; on its way; never routed
            Map.entry("BLIST", DeliveryState.REJECTED),
            Map.entry("SUBMITD", DeliveryState.ENROUTE),
            Map.entry("STAGED", DeliveryState.ENROUTE),
            Map.entry("CANCELLED", DeliveryState.DELETED),
            Map.entry("NOROUTE", DeliveryState.UNDELIVERABLE));

    private StatWords() {}

    /** The state named by a receipt's {@code stat:}, in any case. */
    static DeliveryState ofWord(String stat) {
        return WORDS.getOrDefault(stat.toUpperCase(Locale.ROOT), DeliveryState.OTHER);
    }

    /** The state of a message_state value (SMPP 3.4 §5.2.28); 0 is SCHEDULED of SMPP 5.0 §4.7.15. */
    static DeliveryState ofMessageState(int messageState) {
        return switch (messageState) {
            case 0, 1 -> DeliveryState.ENROUTE;
            case 2 -> DeliveryState.DELIVERED;
            case 3 -> DeliveryState.EXPIRED;
            case 4 -> DeliveryState.DELETED;
            case 5 -> DeliveryState.UNDELIVERABLE;
            case 6 -> DeliveryState.ACCEPTED;
            case 7 -> DeliveryState.UNKNOWN;
            case 8 -> DeliveryState.REJECTED;
            default -> DeliveryState.OTHER;
        };
    }
}

package io.smppworker.inbound;

import io.smppworker.message.DeliveryState;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one table from a provider's {@code stat:} texts and message_state numbers to a {@link DeliveryState}: first by the
 * account's configuration, then by common usage. A status in neither is {@link DeliveryState#OTHER}: passed through under
 * its own name, never dropped, never taken for final. Pure; thread-safe.
 */
final class StatusTable {
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
            // SMPP 3.4 §5.2.28 and SMPP 5.0 §4.7.15, the states by their full names, and those in seven letters
            Map.entry("DELIVERED", DeliveryState.DELIVERED),
            Map.entry("UNDELIVERABLE", DeliveryState.UNDELIVERABLE),
            Map.entry("ACCEPTED", DeliveryState.ACCEPTED),
            Map.entry("REJECTED", DeliveryState.REJECTED),
            Map.entry("SCHEDULED", DeliveryState.ENROUTE),
            Map.entry("SCHEDLD", DeliveryState.ENROUTE),
            Map.entry("SKIPPED", DeliveryState.UNDELIVERABLE),
            // SMSPortal, delivery statuses: blocked by owner or WASPA; on its way; never routed
            Map.entry("BLIST", DeliveryState.REJECTED),
            Map.entry("SUBMITD", DeliveryState.ENROUTE),
            Map.entry("STAGED", DeliveryState.ENROUTE),
            Map.entry("CANCELLED", DeliveryState.DELETED),
            Map.entry("NOROUTE", DeliveryState.UNDELIVERABLE),
            // of other providers, where a status can mean one thing only
            Map.entry("FAILED", DeliveryState.UNDELIVERABLE),
            Map.entry("FAIL", DeliveryState.UNDELIVERABLE),
            Map.entry("UNDELIVERED", DeliveryState.UNDELIVERABLE),
            Map.entry("UNDELIVRD", DeliveryState.UNDELIVERABLE),
            Map.entry("NOT DELIVERED", DeliveryState.UNDELIVERABLE),
            Map.entry("CANCELED", DeliveryState.DELETED),
            Map.entry("BUFFERED", DeliveryState.ENROUTE),
            Map.entry("BUFFRED", DeliveryState.ENROUTE),
            Map.entry("QUEUED", DeliveryState.ENROUTE),
            Map.entry("PENDING", DeliveryState.ENROUTE));

    private final Map<String, DeliveryState> configured = new HashMap<>();

    /** @param configured states by {@code stat:} text, in any case, or message_state number */
    StatusTable(Map<String, DeliveryState> configured) {
        configured.forEach((word, state) -> this.configured.put(normal(word), state));
    }

    /** How certain the meaning of a status is; of two that differ the more certain counts. */
    private enum Knowledge {
        NONE,
        /** UNKNOWN, or the state that a parameter filled with zeros means too. */
        VAGUE,
        COMMON,
        CONFIGURED
    }

    private record Meaning(DeliveryState state, Knowledge knowledge) {}

    private static final Meaning NO_MEANING = new Meaning(DeliveryState.OTHER, Knowledge.NONE);

    /** Whether the status is in the table. */
    boolean knows(@Nullable String stat) {
        return stat != null && ofWord(stat).knowledge != Knowledge.NONE;
    }

    /**
     * The state that a receipt reports: message_state outranks {@code stat:}, unless that is the more certain.
     *
     * @param stat the provider's status text
     * @param messageState the state's number; either may be absent
     */
    DeliveryState state(@Nullable String stat, @Nullable Integer messageState) {
        Meaning word = stat == null ? NO_MEANING : ofWord(stat);
        Meaning number = messageState == null ? NO_MEANING : ofMessageState(messageState);
        return word.knowledge.compareTo(number.knowledge) > 0 ? word.state : number.state;
    }

    private Meaning ofWord(String stat) {
        return meaning(stat, WORDS.get(normal(stat)), false);
    }

    /** SMPP 3.4 §5.2.28; 0 and 9 are SCHEDULED and SKIPPED of SMPP 5.0 §4.7.15. */
    private Meaning ofMessageState(int messageState) {
        @Nullable
        DeliveryState common = switch (messageState) {
            case 0, 1 -> DeliveryState.ENROUTE;
            case 2 -> DeliveryState.DELIVERED;
            case 3 -> DeliveryState.EXPIRED;
            case 4 -> DeliveryState.DELETED;
            case 5, 9 -> DeliveryState.UNDELIVERABLE;
            case 6 -> DeliveryState.ACCEPTED;
            case 7 -> DeliveryState.UNKNOWN;
            case 8 -> DeliveryState.REJECTED;
            default -> null;
        };
        return meaning(Integer.toString(messageState), common, messageState == 0 || messageState == 7);
    }

    private Meaning meaning(String key, @Nullable DeliveryState common, boolean vague) {
        @Nullable DeliveryState own = configured.get(normal(key));
        if (own != null) {
            return new Meaning(own, Knowledge.CONFIGURED);
        }
        return common == null ? NO_MEANING : new Meaning(common, vague ? Knowledge.VAGUE : Knowledge.COMMON);
    }

    private static String normal(String word) {
        return word.strip().toUpperCase(Locale.ROOT);
    }
}

package io.smppworker.inbound;

import io.smppworker.message.DeliveryState;
import io.smppworker.message.ReceiptEsmClass;
import java.util.Map;

/**
 * What a provider's receipts look like, where that is not what they commonly look like.
 *
 * @param statuses the provider's own words of {@code stat:}, and message_state numbers, to states
 */
public record ReceiptRules(ReceiptEsmClass esmClass, Map<String, DeliveryState> statuses) {
    /** As SMPP 3.4 has it. */
    public static final ReceiptRules STANDARD = new ReceiptRules(ReceiptEsmClass.REQUIRED, Map.of());
}

package io.smppworker.inbound;

import io.smppworker.message.DeliveryState;
import io.smppworker.message.ReceiptEsmClass;
import java.util.Map;

/**
 * How a provider's receipts differ from the common form.
 *
 * @param statuses states by the provider's own {@code stat:} texts and message_state numbers
 */
public record ReceiptRules(ReceiptEsmClass esmClass, Map<String, DeliveryState> statuses) {
    /** As SMPP 3.4 has it. */
    public static final ReceiptRules STANDARD = new ReceiptRules(ReceiptEsmClass.REQUIRED, Map.of());
}

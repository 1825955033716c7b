package io.smppworker.sandbox.faults;

import io.smppworker.sandbox.provider.ReceiptRow;
import io.smppworker.sandbox.provider.SubmitRow;
import io.smppworker.sandbox.referee.MessageSeen;
import io.smppworker.sandbox.referee.WireSeen;
import io.smppworker.schemas.Receipt.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of the provider's delivery receipts.
 *
 * @param sent at least once
 * @param attempts deliver_sm, repeats included
 * @param acknowledged with ESME_ROK
 * @param published acknowledged, and its message has a delivery receipt, or it was itself published as unmatched
 * @param parked acknowledged and stored; its submit_sm_resp was lost for ever, so nobody knows whose it is
 * @param ofUnaccepted acknowledged and stored; its message was not accepted whole, so that no delivery is reported
 * @param missing acknowledged and none of these, by SMSC id
 */
record ReceiptLedger(
        long sent,
        long attempts,
        long acknowledged,
        long published,
        long parked,
        long ofUnaccepted,
        List<String> missing) {

    static ReceiptLedger of(WireSeen wire, TopicsRead topics) {
        Map<String, String> owners = owners(wire);
        long attempts = 0;
        long acknowledged = 0;
        long published = 0;
        long parked = 0;
        long ofUnaccepted = 0;
        List<String> missing = new ArrayList<>();
        for (ReceiptRow row : wire.receipts()) {
            attempts += row.attempts();
            if (!row.acknowledged()) {
                continue;
            }
            acknowledged++;
            String id = row.messageId();
            MessageSeen seen = topics.messages().get(owners.getOrDefault(id, ""));
            boolean isStored = topics.deliveries().contains(id);
            boolean isKnown = topics.accepted().contains(id);
            if (topics.unmatched().contains(id) || (isStored && isKnown && seen != null && seen.hasDelivery())) {
                published++;
            } else if (isStored && !isKnown) {
                parked++;
            } else if (isStored && seen != null && !seen.submits().contains(Status.ACCEPTED)) {
                ofUnaccepted++;
            } else {
                missing.add(id + (isStored ? " stored" : " not stored") + (isKnown ? ", known" : ", unknown") + ", of "
                        + owners.get(id));
            }
        }
        return new ReceiptLedger(
                wire.receipts().size(), attempts, acknowledged, published, parked, ofUnaccepted, missing);
    }

    /** SMSC id → messageId. */
    private static Map<String, String> owners(WireSeen wire) {
        Map<String, String> owners = new HashMap<>();
        wire.submits().stream()
                .filter(SubmitRow::accepted)
                .forEach(row -> owners.put(row.messageId(), row.messageRef()));
        return owners;
    }
}

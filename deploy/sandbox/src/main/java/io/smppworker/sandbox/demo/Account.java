package io.smppworker.sandbox.demo;

import io.smppworker.sandbox.user.TopicsSeen;
import io.smppworker.schemas.Receipt;
import java.util.List;

/** One request held against what became of it: every way in which the two differ, in words. */
record Account(Planned planned, TopicsSeen topics, WireSeen wire) {

    /** What the topics and the wire say about this request beyond what was planned; empty when all is right. */
    List<String> problems() {
        String id = planned.messageId();
        if (id == null) {
            return List.of();
        }
        List<String> words = switch (planned.fate()) {
            case DELIVERED -> accepted(id, true);
            case UNDELIVERED -> accepted(id, false);
            case REFUSED, DEAD_LETTER -> rejected(id);
        };
        return words.stream().map(word -> id + " " + word).toList();
    }

    private List<String> accepted(String id, boolean delivered) {
        List<Receipt> submits = topics.receipts(id, Receipt.Stage.SUBMIT);
        if (!wire.accepted().containsKey(id)) {
            return List.of("never came to the provider");
        }
        if (submits.size() != 1 || submits.get(0).status() != Receipt.Status.ACCEPTED) {
            return List.of("should have one ACCEPTED receipt and has " + statuses(submits));
        }
        if (submits.get(0).segments().size() != wire.accepted().get(id).size()) {
            return List.of("has other segments on its receipt than the provider took");
        }
        List<Receipt> finals = topics.receipts(id, Receipt.Stage.DELIVERY).stream()
                .filter(Receipt::isFinal)
                .toList();
        if (finals.size() != 1 || (finals.get(0).status() == Receipt.Status.DELIVERED) != delivered) {
            return List.of("should be " + (delivered ? "" : "un") + "delivered and has " + statuses(finals));
        }
        return List.of();
    }

    private List<String> rejected(String id) {
        List<Receipt> submits = topics.receipts(id, Receipt.Stage.SUBMIT);
        if (wire.accepted().containsKey(id)) {
            return List.of("should not have been taken by the provider");
        }
        if (submits.size() != 1 || submits.get(0).status() != Receipt.Status.REJECTED) {
            return List.of("should have one REJECTED receipt and has " + statuses(submits));
        }
        return List.of();
    }

    private static List<Receipt.Status> statuses(List<Receipt> receipts) {
        return receipts.stream().map(Receipt::status).toList();
    }
}

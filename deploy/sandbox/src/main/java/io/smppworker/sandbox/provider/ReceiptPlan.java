package io.smppworker.sandbox.provider;

import com.cloudhopper.smpp.pdu.SubmitSm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/** Plans the receipts of each message accepted: which story, in which forms. Not thread-safe. */
final class ReceiptPlan {
    private final Quirks quirks;
    private final MessageIds ids;
    private final Delay delay;
    private final SplittableRandom random;
    private String lastId = "0";

    /** @param delay from a submit_sm to its first receipt */
    ReceiptPlan(Quirks quirks, MessageIds ids, Delay delay, SplittableRandom random) {
        this.quirks = quirks;
        this.ids = ids;
        this.delay = delay;
        this.random = random;
    }

    /** One deliver_sm, so long after its submit_sm. */
    record Planned(DeliverSmFields fields, long delayNanos) {}

    ReceiptStory story(Outcome outcome) {
        if (outcome.receiptFirst()) {
            return ReceiptStory.EARLY;
        }
        if (outcome.receipts() == 2) {
            return ReceiptStory.TWICE;
        }
        int chance = quirks.storyPercent().isEmpty() ? 0 : random.nextInt(100);
        for (ReceiptStory story : ReceiptStory.values()) {
            chance -= quirks.storyPercent().getOrDefault(story, 0);
            if (chance < 0) {
                return story;
            }
        }
        return ReceiptStory.ONCE;
    }

    /**
     * The receipts that the client asked for with registered_delivery (SMPP 3.4 §5.2.17).
     *
     * @param id of the message, plainly written
     */
    List<Planned> receipts(SubmitSm pdu, String id, Outcome outcome, ReceiptStory story, Instant submitted) {
        String otherId = lastId;
        lastId = id;
        int requested = pdu.getRegisteredDelivery() & 0x03;
        boolean wanted = requested != 0 && (requested != 2 || outcome.failed()) && outcome.receipts() > 0;
        if (!wanted || (quirks.firstSegmentOnly() && segment(pdu) > 1)) {
            return List.of();
        }
        long first = story == ReceiptStory.EARLY ? 0 : delay.next(random);
        return story.chapters(outcome).stream()
                .map(chapter -> planned(pdu, id, otherId, chapter, submitted, first))
                .toList();
    }

    private Planned planned(
            SubmitSm pdu, String id, String otherId, ReceiptStory.Chapter chapter, Instant submitted, long firstNanos) {
        Duration after = Duration.ofNanos(firstNanos).plus(chapter.after());
        Receipts.Report report = new Receipts.Report(
                ids.inReceipt(id),
                ids.inReceipt(otherId),
                chapter.reported(),
                submitted,
                submitted.plus(after),
                chapter.notification());
        ReceiptForm form = quirks.forms().get(random.nextInt(quirks.forms().size()));
        return new Planned(Receipts.receipt(pdu, report, form), after.toNanos());
    }

    private static int segment(SubmitSm pdu) {
        Concatenation part = SubmitCheck.concatenation(pdu);
        return part == null ? 1 : part.segment();
    }
}

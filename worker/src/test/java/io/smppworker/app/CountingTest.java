package io.smppworker.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.ops.WorkerMetrics;
import io.smppworker.outbound.OutboundScene;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.Receipt.Status;
import io.smppworker.schemas.ReceiptBuilder;
import io.smppworker.schemas.ReceiptSegmentBuilder;
import io.smppworker.schemas.RequestPlace;
import io.smppworker.smpp.StatusPolicy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which receipts count as the work of a deliver_sm. */
class CountingTest {
    private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");
    private static final Receipt DELIVERED = receipt(Status.DELIVERED, true, segment(Status.DELIVERED, "DELIVRD"));

    private final WorkerMetrics metrics = new WorkerMetrics(List.of("smpp1"));
    private final Counting counting = new Counting(
            metrics,
            new ServerRates(() -> 0),
            StatusPolicy.of(OutboundScene.account(1)),
            Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void whatADeliverSmReportsIsTimedAndItsEndAlsoFromTheAcceptance() {
        published(receipt(Status.ENROUTE, false, segment(Status.ENROUTE, "ENROUTE")));
        assertTimed(1, 0);
        published(DELIVERED);
        assertTimed(2, 1);
        published(receipt(Status.UNKNOWN, true, segment(Status.UNKNOWN, "UNKNOWN")));
        assertTimed(3, 2);
        published(receipt(
                Status.UNDELIVERABLE,
                true,
                segment(Status.DELIVERED, "DELIVRD"),
                segment(Status.UNDELIVERABLE, "UNDELIV")));
        assertTimed(4, 3);
    }

    /** To be a possible duplicate is not to declare it. */
    @Test
    void whatADeliverSmReportsOfAPossibleDuplicateIsTimed() {
        published(but(DELIVERED).possibleDuplicate(true).build());
        published(but(receipt(Status.OTHER, false, segment(Status.OTHER, "BUFFERED")))
                .possibleDuplicate(true)
                .build());
        assertTimed(2, 1);
    }

    @Test
    void theDeclarationOfAPossibleDuplicateIsNotTimed() {
        for (Status end : List.of(Status.DELIVERED, Status.UNDELIVERABLE, Status.EXPIRED, Status.UNKNOWN)) {
            published(but(receipt(end, false, segment(end, "raw")))
                    .possibleDuplicate(true)
                    .build());
        }
        assertTimed(0, 0);
    }

    @Test
    void anAnswerACorrectionAndWhatMatchesNothingAreNotTimed() {
        published(but(DELIVERED)
                .duplicateOf(new RequestPlace("sms.outbound", 3, 7))
                .build());
        published(but(DELIVERED).supersedes("another").build());
        published(but(DELIVERED).unmatched(true).raw("00").build());
        published(but(receipt(Status.ACCEPTED, false, segment(Status.ACCEPTED, null)))
                .stage(Receipt.Stage.SUBMIT)
                .build());
        assertTimed(0, 0);
    }

    @Test
    void aTimeOutIsNotTimed() {
        published(receipt(Status.UNKNOWN, true, segment(Status.ACCEPTED, null)));
        published(receipt(Status.UNKNOWN, true, segment(Status.ENROUTE, "ENROUTE")));
        published(receipt(Status.UNKNOWN, true, segment(Status.DELIVERED, "DELIVRD"), segment(Status.ACCEPTED, null)));
        assertTimed(0, 0);
    }

    private void published(Receipt receipt) {
        counting.receipt(receipt, Map.of());
    }

    private void assertTimed(int fromDeliverSm, int fromAcceptance) {
        assertThat(timed("deliver_to_published_seconds")).isEqualTo(fromDeliverSm);
        assertThat(timed("accept_to_receipt_seconds")).isEqualTo(fromAcceptance);
    }

    private long timed(String name) {
        return metrics.registry().getMetrics().entrySet().stream()
                .filter(metric -> metric.getKey().endsWith(name))
                .mapToLong(metric -> ((com.codahale.metrics.Counting) metric.getValue()).getCount())
                .sum();
    }

    private static ReceiptBuilder but(Receipt receipt) {
        return ReceiptBuilder.builder(receipt);
    }

    private static Receipt receipt(Status status, boolean isFinal, Receipt.Segment... segments) {
        return ReceiptBuilder.builder()
                .messageId("m1")
                .eventId("e1")
                .stage(Receipt.Stage.DELIVERY)
                .status(status)
                .isFinal(isFinal)
                .at(NOW.minusMillis(20))
                .segments(List.of(segments))
                .build();
    }

    private static Receipt.Segment segment(Status status, @Nullable String rawStatus) {
        return ReceiptSegmentBuilder.builder()
                .index(1)
                .attempts(1)
                .status(status)
                .rawStatus(rawStatus)
                .respondedAt(NOW.minusSeconds(5))
                .build();
    }
}

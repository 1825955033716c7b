package io.smppworker.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.smppworker.message.Addressing;
import io.smppworker.message.BindPoint;
import io.smppworker.message.Content;
import io.smppworker.message.Lane;
import io.smppworker.message.OnInDoubt;
import io.smppworker.message.PassThrough;
import io.smppworker.message.RegisteredDelivery;
import io.smppworker.message.Segment;
import io.smppworker.message.SmsRequest;
import io.smppworker.message.SmsRequestBuilder;
import io.smppworker.message.Source;
import io.smppworker.message.SubmitOutcome;
import io.smppworker.message.TextEncoding;
import io.smppworker.outbound.OutboundMessage;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.ReceiptBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TracingTest {
    private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PRODUCER = "00f067aa0ba902b7";
    private static final Map<String, String> TRACEPARENT =
            Map.of("traceparent", "00-" + TRACE + "-" + PRODUCER + "-01");
    private static final BindPoint BIND = new BindPoint("smpp1", 3);

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private Tracing tracing;

    @BeforeEach
    void begin() {
        SdkTracerProvider spans = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build();
        tracing = new Tracing(
                OpenTelemetrySdk.builder().setTracerProvider(spans).build(), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void aRequestsWayIsSpansOfTheTraceItCameWith() {
        OutboundMessage message = message(base64(TRACEPARENT));
        tracing.announced(message, TimeUnit.MILLISECONDS.toNanos(5), TimeUnit.MILLISECONDS.toNanos(2));
        tracing.settled(message, 1, BIND, new SubmitOutcome.Accepted("17"), TimeUnit.MILLISECONDS.toNanos(20));
        tracing.outcomeStored(message, 1, TimeUnit.MILLISECONDS.toNanos(3));
        tracing.receipt(receipt(), TRACEPARENT);

        List<SpanData> spans = exporter.getFinishedSpanItems();
        assertThat(spans).extracting(SpanData::getName).containsExactly("intake", "submit", "response", "receipt");
        assertThat(spans).allSatisfy(span -> {
            assertThat(span.getTraceId()).isEqualTo(TRACE);
            assertThat(span.getParentSpanId()).isEqualTo(PRODUCER);
            assertThat(span.getAttributes().asMap().toString()).contains("m1").doesNotContain("27820000001", "secret");
        });
        SpanData submit = spans.get(1);
        assertThat(submit.getEndEpochNanos() - submit.getStartEpochNanos()).isEqualTo(20_000_000);
        assertThat(submit.getAttributes().asMap().toString()).contains("smpp1", "accepted");
        assertThat(submit.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void whatIsRefusedIsAnErrorWithItsStatus() {
        tracing.settled(message(base64(TRACEPARENT)), 1, BIND, new SubmitOutcome.Refused(0x0B), 1);

        SpanData submit = exporter.getFinishedSpanItems().get(0);
        assertThat(submit.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(submit.getAttributes().asMap().toString()).contains("ESME_RINVDSTADR");
    }

    @Test
    void aRequestWithoutATraceMakesNoSpans() {
        OutboundMessage message = message(Map.of());
        tracing.announced(message, 1, 1);
        tracing.settled(message, 1, BIND, new SubmitOutcome.Accepted("17"), 1);
        tracing.receipt(receipt(), Map.of());

        assertThat(exporter.getFinishedSpanItems()).isEmpty();
    }

    private static Map<String, String> base64(Map<String, String> headers) {
        return headers.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        header -> Base64.getEncoder()
                                .encodeToString(header.getValue().getBytes(StandardCharsets.UTF_8))));
    }

    private static OutboundMessage message(Map<String, String> headers) {
        SmsRequest request = SmsRequestBuilder.builder()
                .messageId("m1")
                .to("27820000001")
                .from("sender")
                .addressing(Addressing.UNKNOWN)
                .serviceType("")
                .content(new Content.Text("secret", TextEncoding.AUTO))
                .receipt(RegisteredDelivery.FINAL)
                .onInDoubt(OnInDoubt.RESEND)
                .priority(0)
                .tlvs(List.of())
                .passThrough(new PassThrough(null, headers))
                .producedAt(NOW)
                .build();
        return new OutboundMessage(
                request,
                new Source(Lane.BULK, "sms.outbound", 0, 7),
                1,
                List.of(new Segment(1, 1, 0, 0, "secret".getBytes(StandardCharsets.US_ASCII))),
                false);
    }

    private static Receipt receipt() {
        return ReceiptBuilder.builder()
                .messageId("m1")
                .eventId("e1")
                .stage(Receipt.Stage.DELIVERY)
                .status(Receipt.Status.DELIVERED)
                .isFinal(true)
                .at(NOW.minusSeconds(1))
                .segments(List.of())
                .to("27820000001")
                .build();
    }
}

package io.smppworker.app;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.smppworker.correlate.PublishedListener;
import io.smppworker.message.BindPoint;
import io.smppworker.message.CommandStatus;
import io.smppworker.message.SubmitOutcome;
import io.smppworker.outbound.OutboundListener;
import io.smppworker.outbound.OutboundMessage;
import io.smppworker.schemas.Receipt;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Spans of requests that carry a traceparent (W3C Trace Context): {@code intake}, {@code submit} and {@code response} of each
 * segment, {@code receipt}; all of them children of the span that produced the request. They go to the process's
 * OpenTelemetry, such as an agent's, and nowhere without one. Thread-safe.
 */
final class Tracing implements OutboundListener, PublishedListener {
    private static final AttributeKey<String> MESSAGE_ID = AttributeKey.stringKey("messaging.message.id");
    private static final AttributeKey<String> SERVER = AttributeKey.stringKey("smpp.server");
    private static final AttributeKey<Long> SLOT = AttributeKey.longKey("smpp.slot");
    private static final AttributeKey<Long> SEGMENT = AttributeKey.longKey("smpp.segment");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("smpp.outcome");
    private static final AttributeKey<String> COMMAND_STATUS = AttributeKey.stringKey("smpp.command_status");
    private static final AttributeKey<String> STATUS = AttributeKey.stringKey("sms.status");
    private static final String TRACEPARENT = "traceparent";

    private final Tracer tracer;
    private final Clock clock;

    private static final class Headers implements TextMapGetter<Map<String, String>> {
        @Override
        @SuppressWarnings("deprecation") // deprecated, but has to be implemented
        public Iterable<String> keys(Map<String, String> headers) {
            return headers.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> headers, String name) {
            return headers == null ? null : headers.get(name);
        }
    }

    Tracing(OpenTelemetry telemetry, Clock clock) {
        this.tracer = telemetry.getTracer("io.smppworker");
        this.clock = clock;
    }

    @Override
    public void announced(OutboundMessage message, long sinceTakenNanos, long writeNanos) {
        SpanBuilder intake = span("intake", SpanKind.CONSUMER, message);
        if (intake != null) {
            end(intake, sinceTakenNanos, StatusCode.UNSET);
        }
    }

    @Override
    public void settled(OutboundMessage message, int index, BindPoint bind, SubmitOutcome outcome, long nanos) {
        SpanBuilder submit = span("submit", SpanKind.CLIENT, message);
        if (submit != null) {
            submit.setAttribute(SEGMENT, (long) index)
                    .setAttribute(SERVER, bind.server())
                    .setAttribute(SLOT, (long) bind.slot())
                    .setAttribute(OUTCOME, Counting.word(outcome));
            if (outcome instanceof SubmitOutcome.Refused refused) {
                submit.setAttribute(COMMAND_STATUS, CommandStatus.name(refused.commandStatus()));
            }
            end(submit, nanos, outcome instanceof SubmitOutcome.Accepted ? StatusCode.UNSET : StatusCode.ERROR);
        }
    }

    @Override
    public void outcomeStored(OutboundMessage message, int index, long writeNanos) {
        SpanBuilder response = span("response", SpanKind.PRODUCER, message);
        if (response != null) {
            end(response.setAttribute(SEGMENT, (long) index), writeNanos, StatusCode.UNSET);
        }
    }

    @Override
    public void receipt(Receipt receipt, Map<String, String> trace) {
        SpanBuilder published = span("receipt", SpanKind.PRODUCER, trace, receipt.messageId());
        if (published != null) {
            published
                    .setAttribute(STATUS, receipt.stage() + " " + receipt.status())
                    .setStartTimestamp(receipt.at())
                    .startSpan()
                    .end(clock.instant());
        }
    }

    private @Nullable SpanBuilder span(String name, SpanKind kind, OutboundMessage message) {
        Map<String, String> base64 = message.request().passThrough().headers();
        if (!base64.containsKey(TRACEPARENT)) {
            return null;
        }
        Map<String, String> headers = new HashMap<>();
        base64.forEach((header, value) ->
                headers.put(header, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
        return span(name, kind, headers, message.request().messageId());
    }

    /** A child of the span that the headers name; null when they have no traceparent. */
    private @Nullable SpanBuilder span(String name, SpanKind kind, Map<String, String> headers, String messageId) {
        if (!headers.containsKey(TRACEPARENT)) {
            return null;
        }
        Context producer = W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, new Headers());
        return tracer.spanBuilder(name).setParent(producer).setSpanKind(kind).setAttribute(MESSAGE_ID, messageId);
    }

    /** Records a span that began {@code nanos} ago and ends now. */
    private void end(SpanBuilder span, long nanos, StatusCode status) {
        Instant now = clock.instant();
        Span begun = span.setStartTimestamp(now.minusNanos(nanos)).startSpan();
        begun.setStatus(status);
        begun.end(now);
    }
}

package io.smppworker.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.smppworker.kafka.Lanes;
import io.smppworker.kafka.StoringProducer;
import io.smppworker.message.CommandStatus;
import io.smppworker.message.OnInDoubt;
import io.smppworker.message.PassThrough;
import io.smppworker.message.RegisteredDelivery;
import io.smppworker.message.SegmentResult;
import io.smppworker.message.SmsRequest;
import io.smppworker.message.Source;
import io.smppworker.message.SubmitOutcome;
import io.smppworker.message.Verdict;
import io.smppworker.outbound.Journal;
import io.smppworker.outbound.OutboundMessage;
import io.smppworker.schemas.ErrorInfo;
import io.smppworker.schemas.Json;
import io.smppworker.schemas.Receipt;
import io.smppworker.schemas.RequestPlace;
import io.smppworker.schemas.SendRequest;
import io.smppworker.schemas.SubmissionRecord;
import io.smppworker.schemas.SubmissionRecordDuplicateBuilder;
import io.smppworker.schemas.SubmissionRecordEndedBuilder;
import io.smppworker.schemas.SubmissionRecordOutcomeBuilder;
import io.smppworker.schemas.SubmissionRecordSubmittingBuilder;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** The submission journal on {@code smpp.submissions}. Thread-safe. */
public final class JournalWriter implements Journal {
    private final StoringProducer producer;
    private final String topic;
    private final Lanes lanes;
    private final Offsets offsets;
    private final String workerId;
    private final Clock clock;

    public JournalWriter(
            StoringProducer producer, String topic, Lanes lanes, Offsets offsets, String workerId, Clock clock) {
        this.producer = producer;
        this.topic = topic;
        this.lanes = lanes;
        this.offsets = offsets;
        this.workerId = workerId;
        this.clock = clock;
    }

    @Override
    public void submitting(OutboundMessage message, Runnable stored) {
        SmsRequest request = message.request();
        Source source = message.source();
        write(
                source,
                SubmissionRecordSubmittingBuilder.builder()
                        .messageId(request.messageId())
                        .at(clock.instant())
                        .worker(workerId)
                        .topic(source.topic())
                        .partition(source.partition())
                        .offset(source.offset())
                        .to(request.to())
                        .segments(message.segmentCount())
                        .receipt(wanted(request.receipt()))
                        .from(emptyAsNull(request.from()))
                        .reference(message.segmentCount() == 1 ? null : message.reference())
                        .context(context(request.passThrough()))
                        .headers(headers(request.passThrough()))
                        .validUntil(request.validUntil())
                        .transliterated(message.transliterated() ? true : null)
                        .checksum(message.cut().checksum())
                        .onInDoubt(request.onInDoubt() == OnInDoubt.REPORT ? SendRequest.OnInDoubt.REPORT : null)
                        .build(),
                stored);
    }

    private static @Nullable Instant receiptsUntil(SmsRequest request) {
        return request.receipt() == RegisteredDelivery.NONE ? null : request.validUntil();
    }

    private static SendRequest.RegisteredDelivery wanted(RegisteredDelivery receipt) {
        return switch (receipt) {
            case FINAL -> SendRequest.RegisteredDelivery.FINAL;
            case FAILURE -> SendRequest.RegisteredDelivery.FAILURE;
            case NONE -> SendRequest.RegisteredDelivery.NONE;
        };
    }

    private static Receipt.Status status(Verdict.Kind kind) {
        return switch (kind) {
            case REJECTED -> Receipt.Status.REJECTED;
            case EXPIRED -> Receipt.Status.EXPIRED;
            case IN_DOUBT -> Receipt.Status.IN_DOUBT;
        };
    }

    @Override
    public void outcome(OutboundMessage message, SegmentResult result, Runnable stored) {
        SubmitOutcome.@Nullable Accepted accepted =
                result.outcome() instanceof SubmitOutcome.Accepted taken ? taken : null;
        writeSoon(
                message.source(),
                SubmissionRecordOutcomeBuilder.builder()
                        .messageId(message.request().messageId())
                        .at(clock.instant())
                        .worker(workerId)
                        .segment(result.index())
                        .status(status(result.outcome()))
                        .server(result.bind().server())
                        .bind(result.bind().slot())
                        .submittedAt(result.submittedAt())
                        .attempts(result.attempts())
                        .smscMessageId(accepted == null ? null : accepted.smscMessageId())
                        .error(error(result.outcome()))
                        .respondedAt(result.respondedAt())
                        .possibleDuplicate(result.possibleDuplicate() ? true : null)
                        .to(accepted == null ? null : message.request().to())
                        .from(
                                accepted == null
                                        ? null
                                        : emptyAsNull(message.request().from()))
                        .validUntil(accepted == null ? null : receiptsUntil(message.request()))
                        .build(),
                stored);
    }

    @Override
    public void ended(OutboundMessage message, Verdict verdict, Runnable stored) {
        SmsRequest request = message.request();
        Source source = message.source();
        SubmissionRecord.Ended entry =
                ended(source, request.messageId(), request.to(), request.from(), verdict, request.passThrough());
        write(
                source,
                message.isPossiblyDoubled()
                        ? SubmissionRecordEndedBuilder.builder(entry)
                                .possibleDuplicate(true)
                                .build()
                        : entry,
                stored);
    }

    /** Stores the end of a request that did not become a message: it could not be read, or not be encoded. */
    public void ended(
            Source source,
            String messageId,
            @Nullable String to,
            @Nullable String from,
            Verdict verdict,
            PassThrough passThrough,
            Runnable stored) {
        write(source, ended(source, messageId, to, from, verdict, passThrough), stored);
    }

    private SubmissionRecord.Ended ended(
            Source source,
            String messageId,
            @Nullable String to,
            @Nullable String from,
            Verdict verdict,
            PassThrough passThrough) {
        return SubmissionRecordEndedBuilder.builder()
                .messageId(messageId)
                .at(clock.instant())
                .worker(workerId)
                .topic(source.topic())
                .partition(source.partition())
                .offset(source.offset())
                .status(status(verdict.kind()))
                .to(to)
                .from(emptyAsNull(from))
                .error(error(verdict.commandStatus(), verdict.reason()))
                .context(context(passThrough))
                .headers(headers(passThrough))
                .build();
    }

    @Override
    public void withdrawn(OutboundMessage message, Runnable stored) {
        Source source = message.source();
        write(
                source,
                new SubmissionRecord.Withdrawn(
                        message.request().messageId(),
                        clock.instant(),
                        workerId,
                        source.topic(),
                        source.partition(),
                        source.offset()),
                stored);
    }

    /** Stores that a further request has the messageId of an earlier one, and is not submitted. */
    public void duplicate(SmsRequest request, Source source, RequestPlace first, Runnable stored) {
        write(
                source,
                SubmissionRecordDuplicateBuilder.builder()
                        .messageId(request.messageId())
                        .at(clock.instant())
                        .worker(workerId)
                        .topic(source.topic())
                        .partition(source.partition())
                        .offset(source.offset())
                        .of(first)
                        .to(request.to())
                        .from(emptyAsNull(request.from()))
                        .context(context(request.passThrough()))
                        .headers(headers(request.passThrough()))
                        .build(),
                stored);
    }

    private void write(Source source, SubmissionRecord entry, Runnable stored) {
        producer.store(inJournal(source, entry), metadata -> stored(source, metadata, stored));
    }

    private void writeSoon(Source source, SubmissionRecord entry, Runnable stored) {
        producer.storeSoon(inJournal(source, entry), metadata -> stored(source, metadata, stored));
    }

    private ProducerRecord<byte[], byte[]> inJournal(Source source, SubmissionRecord entry) {
        return new ProducerRecord<>(
                topic,
                lanes.journalPartition(source.partition()),
                entry.messageId().getBytes(StandardCharsets.UTF_8),
                bytes(entry));
    }

    private void stored(Source source, RecordMetadata metadata, Runnable stored) {
        offsets.journalled(source, metadata.partition(), metadata.offset());
        stored.run();
    }

    private static byte[] bytes(SubmissionRecord entry) {
        try {
            return Json.MAPPER.writeValueAsBytes(entry);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("journal record", e);
        }
    }

    private static Receipt.Status status(SubmitOutcome outcome) {
        if (outcome instanceof SubmitOutcome.Accepted) {
            return Receipt.Status.ACCEPTED;
        }
        if (outcome instanceof SubmitOutcome.Refused) {
            return Receipt.Status.REJECTED;
        }
        if (outcome instanceof SubmitOutcome.InDoubt) {
            return Receipt.Status.IN_DOUBT;
        }
        throw new IllegalArgumentException("a segment that was not sent has no outcome");
    }

    private static @Nullable ErrorInfo error(SubmitOutcome outcome) {
        if (outcome instanceof SubmitOutcome.Refused refused) {
            return error(refused.commandStatus(), null);
        }
        return outcome instanceof SubmitOutcome.InDoubt inDoubt ? error(null, inDoubt.reason()) : null;
    }

    private static ErrorInfo error(@Nullable Integer commandStatus, @Nullable String reason) {
        return commandStatus == null
                ? new ErrorInfo(null, null, null, reason)
                : new ErrorInfo(CommandStatus.hex(commandStatus), CommandStatus.name(commandStatus), null, reason);
    }

    private static @Nullable JsonNode context(PassThrough passThrough) {
        String json = passThrough.contextJson();
        try {
            return json == null ? null : Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("context was valid JSON when it was read", e);
        }
    }

    private static @Nullable Map<String, String> headers(PassThrough passThrough) {
        return passThrough.headers().isEmpty() ? null : passThrough.headers();
    }

    private static @Nullable String emptyAsNull(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }
}

package io.smppworker.intake;

import io.smppworker.config.OutboundConfig;
import io.smppworker.intake.RequestDecoder.Decoded;
import io.smppworker.journal.JournalWriter;
import io.smppworker.journal.JournalledRequest;
import io.smppworker.journal.KnownRequests;
import io.smppworker.journal.Offsets;
import io.smppworker.kafka.Lanes;
import io.smppworker.message.PassThrough;
import io.smppworker.message.SmsRequest;
import io.smppworker.message.Source;
import io.smppworker.message.TextSettings;
import io.smppworker.message.Verdict;
import io.smppworker.outbound.Outbound;
import io.smppworker.outbound.OutboundListener;
import io.smppworker.outbound.Prepared;
import io.smppworker.outbound.RequestEnd;
import io.smppworker.schemas.RequestPlace;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a record that was polled: a request that goes on to be submitted, one that is known already, or a dead
 * letter. Intake thread only.
 */
final class Admission {
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    /** Lines a second about records that cannot be sent: a broken producer makes many. */
    private static final int UNSENDABLE_LOGGED = 10;

    private final Lanes lanes;
    private final Offsets offsets;
    private final KnownRequests known;
    private final RequestDecoder decoder;
    private final DeadLetters deadLetters;
    private final JournalWriter journal;
    private final Outbound outbound;
    private final OutboundListener listener;
    private final OutboundConfig limits;
    private final TextSettings text;
    private final LongSupplier ticker;
    private final Clock clock;

    private final AtomicInteger references;
    private final UnderWay underWay;
    private final LogBudget unsendableLogged = new LogBudget(UNSENDABLE_LOGGED);

    /**
     * Admits to this data path.
     *
     * @param references the last concatenation reference that was used
     * @param underWay is told of what does not become a message
     */
    Admission(
            Lanes lanes,
            Offsets offsets,
            KnownRequests known,
            RequestDecoder decoder,
            DeadLetters deadLetters,
            JournalWriter journal,
            Outbound outbound,
            OutboundListener listener,
            OutboundConfig limits,
            TextSettings text,
            LongSupplier ticker,
            Clock clock,
            AtomicInteger references,
            UnderWay underWay) {
        this.lanes = lanes;
        this.offsets = offsets;
        this.known = known;
        this.decoder = decoder;
        this.deadLetters = deadLetters;
        this.journal = journal;
        this.outbound = outbound;
        this.listener = listener;
        this.limits = limits;
        this.text = text;
        this.ticker = ticker;
        this.clock = clock;
        this.references = references;
        this.underWay = underWay;
    }

    void take(ConsumerRecord<byte[], byte[]> message) {
        Source source = new Source(lanes.lane(message.topic()), message.topic(), message.partition(), message.offset());
        offsets.taken(source);
        listener.taken(source.lane());
        JournalledRequest past = known.redelivered(source);
        if (past != null && past.done()) {
            listener.ended(source.lane(), RequestEnd.REPEATED);
            offsets.finished(source);
            return;
        }
        Decoded decoded = decoder.decode(message, clock.instant());
        if (decoded instanceof Decoded.Valid valid) {
            RequestPlace first = known.firstWith(valid.request().messageId(), source, clock.millis());
            if (first != null) {
                listener.ended(source.lane(), RequestEnd.REPEATED);
                underWay.begun(source.lanePartition());
                journal.duplicate(valid.request(), source, first, () -> done(source));
                return;
            }
            takeValid(message, source, past == null ? valid.request() : past.bounding(valid.request()), past);
        } else if (decoded instanceof Decoded.Invalid invalid) {
            deadLetter(
                    message,
                    source,
                    invalid.reason(),
                    invalid.detail(),
                    invalid.messageId(),
                    invalid.to(),
                    invalid.passThrough());
        }
    }

    private void takeValid(
            ConsumerRecord<byte[], byte[]> message,
            Source source,
            SmsRequest request,
            @Nullable JournalledRequest past) {
        Integer usedReference = past == null ? null : past.reference();
        int reference = usedReference == null
                ? Math.floorMod(
                        references.incrementAndGet(), text.longMessages().references())
                : usedReference;
        Prepared prepared = Prepared.of(request, source, text, reference, limits.maxSegments());
        if (prepared instanceof Prepared.Ready ready) {
            if (past != null) {
                past.applyTo(ready.message());
            }
            known.remember(request.messageId(), source, clock.millis());
            outbound.take(ready.message());
        } else if (prepared instanceof Prepared.Unsendable unsendable) {
            deadLetter(
                    message,
                    source,
                    unsendable.reason(),
                    unsendable.detail(),
                    request.messageId(),
                    request.to(),
                    request.passThrough());
        }
    }

    private void deadLetter(
            ConsumerRecord<byte[], byte[]> message,
            Source source,
            String reason,
            String detail,
            @Nullable String messageId,
            @Nullable String to,
            PassThrough passThrough) {
        listener.deadLettered(reason);
        listener.ended(source.lane(), RequestEnd.REJECTED);
        if (unsendableLogged.allows(ticker.getAsLong())) {
            LOG.warn(
                    "{} ({}-{} offset {}) cannot be sent: {} ({}){}",
                    messageId == null ? "a record" : messageId,
                    message.topic(),
                    message.partition(),
                    message.offset(),
                    reason,
                    detail,
                    unsendableLogged.withheldInWords());
        }
        underWay.begun(source.lanePartition());
        Runnable done = () -> done(source);
        Runnable stored = messageId == null
                ? done
                : () -> journal.ended(
                        source,
                        messageId,
                        to,
                        null,
                        new Verdict(Verdict.Kind.REJECTED, null, reason + ": " + detail),
                        passThrough,
                        done);
        deadLetters.put(message, reason, detail, messageId, stored);
    }

    private void done(Source source) {
        offsets.finished(source);
        underWay.ended(source.lanePartition());
    }
}

package io.smppworker.intake;

import io.smppworker.intake.RequestDecoder.Decoded;
import io.smppworker.journal.JournalWriter;
import io.smppworker.journal.JournalledRequest;
import io.smppworker.message.SmsRequest;
import io.smppworker.message.Source;
import io.smppworker.message.Verdict;
import io.smppworker.outbound.Outbound;
import io.smppworker.outbound.OutboundListener;
import io.smppworker.outbound.Prepared;
import io.smppworker.outbound.RequestEnd;
import io.smppworker.schemas.RequestPlace;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what becomes of a polled record: a request to be submitted, a repeated request, or a dead letter. Intake thread
 * only.
 */
final class Admission {
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    /** Log lines a second about records that cannot be sent: a broken producer makes many. */
    private static final int UNSENDABLE_LOGGED = 10;

    private final IntakeState state;
    private final RequestPreparer preparer;
    private final DeadLetters deadLetters;
    private final JournalWriter journal;
    private final Outbound outbound;
    private final OutboundListener listener;
    private final Clock clock;
    private final LogBudget unsendableLogged = new LogBudget(UNSENDABLE_LOGGED);

    Admission(
            IntakeState state,
            RequestPreparer preparer,
            DeadLetters deadLetters,
            JournalWriter journal,
            Outbound outbound,
            OutboundListener listener,
            Clock clock) {
        this.state = state;
        this.preparer = preparer;
        this.deadLetters = deadLetters;
        this.journal = journal;
        this.outbound = outbound;
        this.listener = listener;
        this.clock = clock;
    }

    void take(ConsumerRecord<byte[], byte[]> message) {
        Source source =
                new Source(state.lanes().lane(message.topic()), message.topic(), message.partition(), message.offset());
        state.offsets().taken(source);
        listener.taken(source.lane());
        JournalledRequest past = state.known().redelivered(source);
        if (past != null && past.done()) {
            listener.ended(source.lane(), RequestEnd.REPEATED);
            state.offsets().finished(source);
            return;
        }
        Decoded decoded = preparer.decoder().decode(message, clock.instant());
        if (decoded instanceof Decoded.Valid valid) {
            RequestPlace first = state.known().firstWith(valid.request().messageId(), source, clock.millis());
            if (first != null) {
                listener.ended(source.lane(), RequestEnd.REPEATED);
                state.underWay().begun(source.lanePartition());
                journal.duplicate(valid.request(), source, first, () -> done(source));
                return;
            }
            takeValid(message, source, past == null ? valid.request() : past.bounding(valid.request()), past);
        } else if (decoded instanceof Decoded.Invalid invalid) {
            deadLetter(message, source, invalid, past);
        }
    }

    private void takeValid(
            ConsumerRecord<byte[], byte[]> message,
            Source source,
            SmsRequest request,
            @Nullable JournalledRequest past) {
        Prepared prepared = prepare(request, source, past);
        if (prepared instanceof Prepared.Ready ready) {
            if (past != null) {
                past.applyTo(ready.message());
            }
            state.known().remember(request.messageId(), source, clock.millis());
            outbound.take(ready.message());
        } else if (prepared instanceof Prepared.Unsendable unsendable) {
            Decoded.Invalid invalid = new Decoded.Invalid(
                    unsendable.reason(), unsendable.detail(), request.messageId(), request.to(), request.passThrough());
            deadLetter(message, source, invalid, past);
        }
    }

    /** With the reference it was announced with if it still has the same segments: those of two cuts must not be joined. */
    private Prepared prepare(SmsRequest request, Source source, @Nullable JournalledRequest past) {
        Prepared prepared = preparer.prepare(request, source, past == null ? null : past.reference());
        boolean isCutOtherwise =
                past != null && prepared instanceof Prepared.Ready ready && !past.isCutAs(ready.message());
        return isCutOtherwise ? preparer.prepare(request, source, null) : prepared;
    }

    /** In doubt if an earlier owner, for which it was a request, may have sent some of it; else rejected. */
    private void deadLetter(
            ConsumerRecord<byte[], byte[]> message,
            Source source,
            Decoded.Invalid invalid,
            @Nullable JournalledRequest past) {
        String messageId = invalid.messageId();
        boolean mayHaveBeenSent = past != null && past.mayHaveBeenSent();
        Verdict.Kind kind = mayHaveBeenSent ? Verdict.Kind.IN_DOUBT : Verdict.Kind.REJECTED;
        listener.deadLettered(invalid.reason());
        listener.ended(source.lane(), RequestEnd.of(kind));
        if (unsendableLogged.allows(clock.millis())) {
            LOG.warn(
                    "{} ({}-{} offset {}) cannot be sent: {} ({}){}{}",
                    messageId == null ? "a record" : messageId,
                    message.topic(),
                    message.partition(),
                    message.offset(),
                    invalid.reason(),
                    invalid.detail(),
                    mayHaveBeenSent ? "; the worker before may have sent some of it" : "",
                    unsendableLogged.withheldInWords());
        }
        state.underWay().begun(source.lanePartition());
        Runnable done = () -> done(source);
        Runnable stored = messageId == null
                ? done
                : () -> journal.ended(
                        source,
                        messageId,
                        invalid.to(),
                        null,
                        new Verdict(kind, null, invalid.reason() + ": " + invalid.detail()),
                        invalid.passThrough(),
                        done);
        deadLetters.put(message, invalid.reason(), invalid.detail(), messageId, stored);
    }

    private void done(Source source) {
        state.offsets().finished(source);
        state.underWay().ended(source.lanePartition());
    }
}

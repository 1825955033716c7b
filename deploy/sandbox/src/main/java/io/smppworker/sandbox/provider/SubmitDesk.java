package io.smppworker.sandbox.provider;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.GenericNack;
import com.cloudhopper.smpp.pdu.PduResponse;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.pdu.SubmitSmResp;
import com.cloudhopper.smpp.tlv.Tlv;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Takes or refuses the submit_sm of one server and orders their receipts. Lives on the server's event loop. */
final class SubmitDesk {
    private static final long RECEIPT_FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final SmppServer server;
    private final ProviderConfig config;
    private final PduLog log;
    private final AtomicLong messageIds;
    private final Set<String> refusedOnce;
    private final SlidingSecond throttle;
    private final SplittableRandom random;
    private final Delay receiptDelay;

    SubmitDesk(SmppServer server, SmppServer.Shared shared, SplittableRandom random) {
        this.server = server;
        this.messageIds = shared.messageIds();
        this.refusedOnce = shared.refusedOnce();
        this.random = random;
        config = server.config();
        log = server.log();
        throttle = new SlidingSecond(config.throttlePerSecond());
        receiptDelay = Delay.between(config.receiptDelayMin(), config.receiptDelayMax());
    }

    /**
     * @param pdu null when it could not be decoded
     * @param now arrival
     */
    void take(SmppSession session, @Nullable SubmitSm pdu, int sequence, long now, byte @Nullable [] octets) {
        Faults.Swallow swallow = server.faults().swallow();
        int status = status(session, pdu, now);
        boolean lost = swallow == Faults.Swallow.BEFORE_ACCEPTING;
        boolean accepted = status == SmppConstants.STATUS_OK && !lost;
        String messageId = accepted ? Long.toString(messageIds.getAndIncrement()) : "";
        Note.Submit note = note(pdu, lost ? Note.Submit.LOST : status, messageId, octets);
        int entry = log.append(now, session.id(), Direction.IN, SmppConstants.CMD_ID_SUBMIT_SM, sequence, 0, -1, note);
        Outcome outcome = pdu == null || !accepted ? null : acceptedOutcome(SubmitCheck.destination(pdu));
        if (pdu != null && outcome != null) {
            SubmitCheck.remarks(pdu).forEach(session::violation);
            orderReceipts(pdu, messageId, entry, outcome, log.wall(now));
        }
        if (swallow == Faults.Swallow.NOTHING) {
            session.submitArrived();
            boolean receiptFirst = outcome != null && outcome.receiptFirst();
            answer(session, pdu == null, sequence, status, messageId, entry, receiptFirst);
        }
    }

    private int status(SmppSession session, @Nullable SubmitSm pdu, long now) {
        if (!session.maySubmit()) {
            return SmppConstants.STATUS_INVBNDSTS;
        }
        if (server.faults().takeThrottleStorm() || !throttle.tryTake(now)) {
            return SmppConstants.STATUS_THROTTLED;
        }
        if (pdu == null) {
            return SmppConstants.STATUS_INVCMDLEN;
        }
        int status = SubmitCheck.status(pdu);
        if (status != SmppConstants.STATUS_OK) {
            return status;
        }
        String destination = SubmitCheck.destination(pdu);
        boolean again = Outcome.isRefusedOnce(destination) && !refusedOnce.add(destination);
        return again ? SmppConstants.STATUS_OK : Outcome.of(destination).commandStatus();
    }

    private static Outcome acceptedOutcome(String destination) {
        return Outcome.isRefusedOnce(destination) ? Outcome.DELIVERED : Outcome.of(destination);
    }

    private void answer(
            SmppSession session,
            boolean undecodable,
            int sequence,
            int status,
            String messageId,
            int entry,
            boolean receiptFirst) {
        PduResponse response = undecodable ? new GenericNack() : resp(status, messageId);
        response.setSequenceNumber(sequence);
        response.setCommandStatus(status);
        long delay =
                config.responseDelay().toNanos() + server.faults().response().next(random);
        long held = receiptFirst ? Math.max(delay, RECEIPT_FIRST_NANOS) : delay;
        if (held == 0) {
            session.answerSubmit(response, entry);
        } else {
            server.after(held, TimeUnit.NANOSECONDS, () -> session.answerSubmit(response, entry));
        }
    }

    private static SubmitSmResp resp(int status, String messageId) {
        SubmitSmResp response = new SubmitSmResp();
        if (status == SmppConstants.STATUS_OK) {
            response.setMessageId(messageId);
        }
        return response;
    }

    private void orderReceipts(SubmitSm pdu, String messageId, int entry, Outcome outcome, Instant submitted) {
        int wish = pdu.getRegisteredDelivery() & 0x03;
        if (wish == 0 || (wish == 2 && !outcome.failed())) {
            return;
        }
        long delay = outcome.receiptFirst() ? 0 : receiptDelay.next(random);
        Instant done = submitted.plusNanos(delay);
        DeliverSmFields fields = Receipts.receipt(pdu, messageId, outcome, submitted, done);
        for (int i = 0; i < outcome.receipts(); i++) {
            Delivery delivery = server.deliveries().create(fields, messageId, entry);
            if (delay == 0) {
                server.deliveries().due(delivery);
            } else {
                server.after(
                        delay, TimeUnit.NANOSECONDS, () -> server.deliveries().due(delivery));
            }
        }
    }

    private static Note.Submit note(@Nullable SubmitSm pdu, int verdict, String messageId, byte @Nullable [] octets) {
        if (pdu == null) {
            return new Note.Submit("undecodable", 1, 1, verdict, messageId, octets);
        }
        Concatenation part = SubmitCheck.concatenation(pdu);
        Concatenation known = part == null ? Concatenation.SINGLE : part;
        return new Note.Submit(messageRef(pdu, known), known.segment(), known.segments(), verdict, messageId, octets);
    }

    private static String messageRef(SubmitSm pdu, Concatenation part) {
        Tlv reference = pdu.getOptionalParameter(SubmitCheck.TAG_CUSTOMER_REFERENCE);
        if (reference != null) {
            return SubmitCheck.text(reference);
        }
        byte[] body = SubmitCheck.body(pdu);
        int header = part.headerOctets();
        String text = new String(body, header, body.length - header, StandardCharsets.ISO_8859_1);
        return SubmitCheck.destination(pdu) + ':' + text;
    }
}

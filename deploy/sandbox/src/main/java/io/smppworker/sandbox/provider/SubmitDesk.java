package io.smppworker.sandbox.provider;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.GenericNack;
import com.cloudhopper.smpp.pdu.PduResponse;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.pdu.SubmitSmResp;
import com.cloudhopper.smpp.tlv.Tlv;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Takes or refuses the submit_sm of one server and orders their receipts. Lives on the server's event loop. */
final class SubmitDesk {
    private static final long RECEIPT_FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final SmppServer server;
    private final ProviderConfig config;
    private final PduLog log;
    private final MessageIds ids;
    private final ReceiptPlan plan;
    private final Set<String> refusedOnce;
    private final SlidingSecond throttle;
    private final SplittableRandom random;

    SubmitDesk(SmppServer server, SmppServer.Shared shared, SplittableRandom random) {
        this.server = server;
        this.refusedOnce = shared.refusedOnce();
        this.random = random;
        config = server.config();
        log = server.log();
        throttle = new SlidingSecond(config.throttlePerSecond());
        ids = new MessageIds(shared.messageIds(), config.quirks(), random.split());
        Delay receiptDelay = Delay.between(config.receiptDelayMin(), config.receiptDelayMax());
        plan = new ReceiptPlan(config.quirks(), ids, receiptDelay, random.split());
    }

    /**
     * @param pdu null when it could not be decoded
     * @param now arrival
     */
    void take(PeerSession session, @Nullable SubmitSm pdu, int sequence, long now, byte @Nullable [] octets) {
        FaultOrder.Swallow swallow = server.faults().swallow();
        int status = status(session, pdu, now);
        boolean lost = swallow == FaultOrder.Swallow.BEFORE_ACCEPTING;
        boolean accepted = status == SmppConstants.STATUS_OK && !lost;
        String messageId = accepted ? ids.next() : "";
        Note.Submit note = note(pdu, lost ? SubmitRow.LOST : status, messageId, octets);
        int entry = log.append(now, session.id(), Direction.IN, SmppConstants.CMD_ID_SUBMIT_SM, sequence, 0, -1, note);
        Outcome outcome = pdu == null || !accepted ? null : acceptedOutcome(SubmitCheck.destination(pdu));
        ReceiptStory story = outcome == null ? ReceiptStory.ONCE : plan.story(outcome);
        if (pdu != null && outcome != null) {
            SubmitCheck.remarks(pdu, config.packed(), config.demands()).forEach(session::violation);
            plan.receipts(pdu, messageId, outcome, story, log.wall(now))
                    .forEach(planned -> order(planned, messageId, entry));
        }
        if (swallow == FaultOrder.Swallow.NOTHING) {
            session.submitArrived();
            PduResponse response = pdu == null ? new GenericNack() : resp(pdu, status, messageId);
            response.setSequenceNumber(sequence);
            response.setCommandStatus(status);
            answer(session, response, entry, story == ReceiptStory.EARLY);
        }
    }

    private int status(PeerSession session, @Nullable SubmitSm pdu, long now) {
        if (!session.maySubmit()) {
            return SmppConstants.STATUS_INVBNDSTS;
        }
        if (server.faults().takeThrottleStorm() || !throttle.tryTake(now)) {
            return SmppConstants.STATUS_THROTTLED;
        }
        if (pdu == null) {
            return SmppConstants.STATUS_INVCMDLEN;
        }
        int status = SubmitCheck.status(pdu, config.packed(), config.demands());
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

    private void answer(PeerSession session, PduResponse response, int entry, boolean receiptFirst) {
        long delay =
                config.responseDelay().toNanos() + server.faults().response().next(random);
        long held = receiptFirst ? Math.max(delay, RECEIPT_FIRST_NANOS) : delay;
        if (held == 0) {
            session.answerSubmit(response, entry);
        } else {
            server.after(held, TimeUnit.NANOSECONDS, () -> session.answerSubmit(response, entry));
        }
    }

    private SubmitSmResp resp(SubmitSm pdu, int status, String messageId) {
        SubmitSmResp response = new SubmitSmResp();
        if (status == SmppConstants.STATUS_OK && !Outcome.isWithoutId(SubmitCheck.destination(pdu))) {
            response.setMessageId(messageId.isEmpty() ? "" : ids.inResponse(messageId));
        }
        return response;
    }

    private void order(ReceiptPlan.Planned planned, String messageId, int entry) {
        DeliverSmFields fields =
                config.demands().plainReceipts() ? planned.fields().withEsmClass(0) : planned.fields();
        PendingDelivery delivery = server.deliveries().create(fields, messageId, entry);
        if (planned.delayNanos() == 0) {
            server.deliveries().due(delivery);
        } else {
            server.after(
                    planned.delayNanos(),
                    TimeUnit.NANOSECONDS,
                    () -> server.deliveries().due(delivery));
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

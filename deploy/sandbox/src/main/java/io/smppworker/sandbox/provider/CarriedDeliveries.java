package io.smppworker.sandbox.provider;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.BaseSm;
import com.cloudhopper.smpp.pdu.DataSm;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.tlv.Tlv;
import com.cloudhopper.smpp.type.Address;
import com.cloudhopper.smpp.type.SmppInvalidArgumentException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The deliver_sm that a session has sent and not yet seen answered. Lives on the session's event loop. */
final class CarriedDeliveries {
    private record Carried(PendingDelivery delivery, int entry, long sentNanos) {}

    private final PeerSession session;
    private final DeliverDesk deliveries;
    private final PduLog log;
    private final long resendNanos;
    private final Map<Integer, Carried> bySequence = new LinkedHashMap<>();

    CarriedDeliveries(PeerSession session, DeliverDesk deliveries, PduLog log, long resendNanos) {
        this.session = session;
        this.deliveries = deliveries;
        this.log = log;
        this.resendNanos = resendNanos;
    }

    void send(PendingDelivery delivery) {
        if (!session.receives()) {
            deliveries.returned(session, delivery);
            return;
        }
        BaseSm<?> pdu = pdu(delivery.fields);
        pdu.setSequenceNumber(session.nextSequence());
        boolean receipt = delivery.fields.receipt();
        Note.Deliver note = new Note.Deliver(
                delivery.number, receipt, delivery.messageId, delivery.submitEntry, delivery.attempts + 1);
        int entry = session.send(pdu, -1, note);
        if (entry >= 0) {
            delivery.attempts++;
            log.totals(receipt).attempts.increment();
            if (delivery.attempts == 1) {
                log.totals(receipt).sent.increment();
            }
        }
        bySequence.put(
                pdu.getSequenceNumber(), new Carried(delivery, entry, System.nanoTime())); // not before it is logged
    }

    /** Log entry of the deliver_sm that waits for an answer under this sequence_number, -1 when none does (any more). */
    int entry(int sequence) {
        Carried carried = bySequence.get(sequence);
        return carried == null ? -1 : carried.entry;
    }

    /** A deliver_sm_resp or data_sm_resp, or the generic_nack for one; of no effect when nothing waits for it. */
    void answered(int sequence, int status) {
        Carried carried = bySequence.remove(sequence);
        if (carried == null) {
            return;
        }
        if (status == SmppConstants.STATUS_OK) {
            deliveries.acknowledged(session, carried.delivery);
        } else {
            deliveries.released(session);
            session.after(resendNanos / 10, TimeUnit.NANOSECONDS, () -> deliveries.due(carried.delivery));
        }
    }

    /** Gives back what has waited too long for its answer. */
    void expire(long now) {
        giveBack(now - resendNanos);
    }

    void giveBackAll() {
        giveBack(Long.MAX_VALUE);
    }

    private void giveBack(long sentUpTo) {
        List<Carried> back = new ArrayList<>();
        bySequence.values().removeIf(carried -> carried.sentNanos <= sentUpTo && back.add(carried));
        back.forEach(carried -> deliveries.returned(session, carried.delivery));
    }

    private static BaseSm<?> pdu(DeliverSmFields fields) {
        BaseSm<?> pdu = fields.dataSm() ? new DataSm() : new DeliverSm();
        pdu.setSourceAddress(new Address((byte) 0, (byte) 0, fields.source()));
        pdu.setDestAddress(new Address((byte) 0, (byte) 0, fields.destination()));
        pdu.setEsmClass((byte) fields.esmClass());
        pdu.setDataCoding((byte) fields.dataCoding());
        if (fields.dataSm()) {
            pdu.addOptionalParameter(new Tlv(SmppConstants.TAG_MESSAGE_PAYLOAD, fields.shortMessage()));
        } else {
            setShortMessage(pdu, fields.shortMessage());
        }
        fields.tlvs().forEach((tag, value) -> pdu.addOptionalParameter(new Tlv(tag.shortValue(), value)));
        return pdu;
    }

    private static void setShortMessage(BaseSm<?> pdu, byte[] octets) {
        try {
            pdu.setShortMessage(octets);
        } catch (SmppInvalidArgumentException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

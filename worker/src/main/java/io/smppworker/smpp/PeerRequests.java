package io.smppworker.smpp;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.BaseSm;
import com.cloudhopper.smpp.pdu.DataSm;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.EnquireLink;
import com.cloudhopper.smpp.pdu.GenericNack;
import com.cloudhopper.smpp.pdu.PduRequest;
import com.cloudhopper.smpp.pdu.PduResponse;
import com.cloudhopper.smpp.pdu.Unbind;
import com.cloudhopper.smpp.type.RecoverablePduException;
import com.cloudhopper.smpp.type.UnrecoverablePduException;
import io.smppworker.message.CommandStatus;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the server's requests: enquire_link and unbind at once, deliver_sm and data_sm when the listener replies,
 * anything else with a generic_nack (SMPP 3.4 §4.3). Called on the event loop; replies come from any thread.
 */
final class PeerRequests {
    /** With that many deliver_sm unreplied nothing more is read: a server that ignores its own window has to wait. */
    static final int MOST_UNREPLIED = 10_000;

    private static final int READ_AGAIN = MOST_UNREPLIED / 2;
    private static final Logger LOG = LoggerFactory.getLogger(PeerRequests.class);
    private static final int OUTBIND = 0x0B;
    private static final int ALERT_NOTIFICATION = 0x102;

    private final NettySession session;
    private final PduExchange exchange;
    private final SessionListener listener;
    private final AtomicInteger unreplied = new AtomicInteger();

    PeerRequests(NettySession session, PduExchange exchange, SessionListener listener) {
        this.session = session;
        this.exchange = exchange;
        this.listener = listener;
    }

    void received(PduRequest<?> request) {
        if (request instanceof DeliverSm || request instanceof DataSm) {
            deliver(request, Pdus.deliverSm((BaseSm<?>) request, (byte[]) request.getReferenceObject()));
        } else if (request instanceof EnquireLink) {
            answer(request.createResponse());
        } else if (request instanceof Unbind) {
            answer(request.createResponse());
            session.close("the server unbound");
        } else {
            LOG.warn("{} not a request for a client: {}", session.label(), PduTrace.of(request));
            answer(request.createGenericNack(CommandStatus.ESME_RINVCMDID));
        }
    }

    /**
     * A deliver_sm or data_sm is delivered as raw octets, for it may be a receipt, and refused once these are stored;
     * outbind and alert_notification have no response; any other command_id is refused.
     */
    void undecodable(Frame.Undecodable frame) {
        switch (frame.commandId()) {
            case SmppConstants.CMD_ID_DELIVER_SM -> deliverUnread(frame, new DeliverSm());
            case SmppConstants.CMD_ID_DATA_SM -> deliverUnread(frame, new DataSm());
            case OUTBIND, ALERT_NOTIFICATION -> {}
            default -> nack(CommandStatus.ESME_RINVCMDID, frame.sequenceNumber());
        }
    }

    private void deliverUnread(Frame.Undecodable frame, BaseSm<?> empty) {
        empty.setSequenceNumber(frame.sequenceNumber());
        deliver(empty, Pdus.unread(frame.raw(), frame.reason()));
    }

    /** SMPP 3.4 §4.3: an invalid command_length is answered with a generic_nack; its sequence_number is not known. */
    void refuseLength() {
        nack(CommandStatus.ESME_RINVCMDLEN, 0);
    }

    private void nack(int commandStatus, int sequenceNumber) {
        GenericNack nack = new GenericNack();
        nack.setCommandStatus(commandStatus);
        nack.setSequenceNumber(sequenceNumber);
        answer(nack);
    }

    /** One that could not be read is not answered with ESME_ROK, even when it is stored: its command_length is not sound. */
    private void deliver(PduRequest<?> request, io.smppworker.message.DeliverSm deliverSm) {
        if (unreplied.incrementAndGet() == MOST_UNREPLIED) {
            LOG.warn("{} reads no more until {} deliver_sm are replied to", session.label(), READ_AGAIN);
            exchange.reads(false);
        }
        AtomicBoolean replied = new AtomicBoolean();
        IntConsumer reply = commandStatus -> {
            if (replied.compareAndSet(false, true)) {
                if (unreplied.decrementAndGet() == READ_AGAIN) {
                    session.execute(this::readAgain);
                }
                PduResponse response = request.createResponse();
                boolean unread = commandStatus == CommandStatus.ESME_ROK && deliverSm.problem() != null;
                response.setCommandStatus(unread ? CommandStatus.ESME_RINVCMDLEN : commandStatus);
                answer(response);
            }
        };
        try {
            listener.delivered(deliverSm, reply);
        } catch (RuntimeException e) {
            LOG.error("{} a listener failed to take a deliver_sm", session.label(), e);
            reply.accept(CommandStatus.ESME_RX_T_APPN);
        }
    }

    private void readAgain() {
        if (unreplied.get() < MOST_UNREPLIED) {
            exchange.reads(true);
        }
    }

    private void answer(PduResponse response) {
        try {
            exchange.answer(response);
        } catch (RecoverablePduException | UnrecoverablePduException e) {
            session.failed(e);
        }
    }
}

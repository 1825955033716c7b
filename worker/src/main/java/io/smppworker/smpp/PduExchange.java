package io.smppworker.smpp;

import com.cloudhopper.smpp.pdu.BaseBind;
import com.cloudhopper.smpp.pdu.BaseBindResp;
import com.cloudhopper.smpp.pdu.GenericNack;
import com.cloudhopper.smpp.pdu.Pdu;
import com.cloudhopper.smpp.pdu.PduRequest;
import com.cloudhopper.smpp.pdu.PduResponse;
import com.cloudhopper.smpp.transcoder.DefaultPduTranscoder;
import com.cloudhopper.smpp.transcoder.DefaultPduTranscoderContext;
import com.cloudhopper.smpp.transcoder.PduTranscoder;
import com.cloudhopper.smpp.type.RecoverablePduException;
import com.cloudhopper.smpp.type.SmppChannelException;
import com.cloudhopper.smpp.type.UnrecoverablePduException;
import com.cloudhopper.smpp.util.SequenceNumber;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.smppworker.message.CommandStatus;
import java.nio.channels.ClosedChannelException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests of one session and their answers: writes PDUs without waiting, finds the request that a response belongs to
 * by its sequence_number (SMPP 3.4 §3.2), and hands both to its {@link NettySession}. Used on the channel's event loop
 * only, except {@link #bind} and {@link #answer}, which any thread may call.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the end of a write comes back as an event of the pipeline
final class PduExchange {
    private static final Logger LOG = LoggerFactory.getLogger(PduExchange.class);
    private static final PduTranscoder TRANSCODER = new DefaultPduTranscoder(new DefaultPduTranscoderContext());

    private final Channel channel;
    private final NettySession session;
    private final SequenceNumber sequenceNumbers = new SequenceNumber();
    private final Map<Integer, PduRequest<?>> unanswered = new HashMap<>();
    private final CompletableFuture<PduResponse> bindAnswer = new CompletableFuture<>();
    private @Nullable BaseBind<?> bind;

    PduExchange(Channel channel, NettySession session) {
        this.channel = channel;
        this.session = session;
    }

    /**
     * Sends the bind, the first request of all.
     *
     * @return its answer, a bind_resp or a generic_nack; fails when it could not be written or the channel closes first
     */
    CompletableFuture<PduResponse> bind(BaseBind<?> request) {
        boolean handedOver = session.execute(() -> {
            bind = request;
            try {
                sendIf(() -> true, request);
            } catch (RecoverablePduException | UnrecoverablePduException | SmppChannelException | RuntimeException e) {
                bindAnswer.completeExceptionally(e);
            }
        });
        if (!handedOver) {
            bindAnswer.completeExceptionally(new ClosedChannelException());
        }
        return bindAnswer;
    }

    /**
     * Writes a request and returns at once, unless {@code mayGo} forbids it in the last step before the write: a process
     * may be stopped at any instant, resume much later, and would then write what must not be sent any more. A failed write
     * closes the channel.
     *
     * @param mayGo asked once, after the request is encoded
     * @return whether it was written
     */
    boolean sendIf(BooleanSupplier mayGo, PduRequest<?> request)
            throws RecoverablePduException, UnrecoverablePduException, SmppChannelException {
        if (!channel.isActive()) {
            throw new SmppChannelException("the channel is closed");
        }
        request.setSequenceNumber(sequenceNumbers.next());
        ByteBuf octets = TRANSCODER.encode(request);
        if (!mayGo.getAsBoolean()) {
            octets.release();
            return false;
        }
        unanswered.put(request.getSequenceNumber(), request);
        trace(">", request);
        channel.writeAndFlush(octets).addListener(write -> {
            if (!write.isSuccess()) {
                bindAnswer.completeExceptionally(write.cause());
                session.failed(write.cause());
            }
        });
        return true;
    }

    /** Requests that have no response yet. */
    int unanswered() {
        return unanswered.size();
    }

    /** Writes a response and returns at once. */
    void answer(PduResponse response) throws RecoverablePduException, UnrecoverablePduException {
        ByteBuf octets = TRANSCODER.encode(response);
        trace(">", response);
        channel.writeAndFlush(octets);
    }

    /** Switches reading on or off; while it is off, the server's PDUs wait at the server. */
    void reads(boolean isRead) {
        channel.config().setAutoRead(isRead);
    }

    /** A PDU has come. */
    void received(Pdu pdu) {
        trace("<", pdu);
        if (pdu instanceof PduResponse response) {
            received(response);
        } else {
            session.requested((PduRequest<?>) pdu);
        }
    }

    private void received(PduResponse response) {
        PduRequest<?> request = unanswered.get(response.getSequenceNumber());
        if (request == null || !answers(response, request)) {
            request = bindAnsweredBy(response);
        }
        if (request == null) {
            LOG.warn("{} it answers no request: {}", session.label(), PduTrace.of(response));
            if (response instanceof GenericNack) {
                session.nacked(response.getCommandStatus());
            }
            return;
        }
        unanswered.remove(request.getSequenceNumber());
        if (request instanceof BaseBind) {
            if (response instanceof BaseBindResp && response.getCommandStatus() == CommandStatus.ESME_ROK) {
                session.bound();
            }
            bindAnswer.complete(response);
        }
        session.answered(request, response);
    }

    /**
     * The bind, if it is still unanswered and the response can only be meant for it: a generic_nack or a bind_resp with
     * another sequence_number, or the bind_resp of another bind type. Nothing else has been sent on this connection yet.
     */
    private @Nullable BaseBind<?> bindAnsweredBy(PduResponse response) {
        boolean meant = response instanceof GenericNack || response instanceof BaseBindResp;
        if (bind == null || bindAnswer.isDone() || !meant) {
            return null;
        }
        LOG.warn("{} taken for the answer to the bind: {}", session.label(), PduTrace.of(response));
        return bind;
    }

    /** Whether the response is of the request's own type, or a generic_nack of it (SMPP 3.4 §4.3). */
    private static boolean answers(PduResponse response, PduRequest<?> request) {
        return request.getResponseClass().isInstance(response) || response instanceof GenericNack;
    }

    /** The channel is closed; {@link NettySession#closed} decides the outcomes of the outstanding submit_sm. */
    void closed() {
        bindAnswer.completeExceptionally(new ClosedChannelException());
        session.closed();
    }

    private void trace(String direction, Pdu pdu) {
        if (LOG.isDebugEnabled()) {
            LOG.debug("{} {} {}", session.label(), direction, PduTrace.of(pdu));
        }
    }
}

package io.smppworker.smpp;

import com.cloudhopper.commons.util.windowing.DuplicateKeyException;
import com.cloudhopper.commons.util.windowing.OfferTimeoutException;
import com.cloudhopper.commons.util.windowing.WindowFuture;
import com.cloudhopper.smpp.SmppSessionConfiguration;
import com.cloudhopper.smpp.impl.DefaultSmppSession;
import com.cloudhopper.smpp.pdu.BaseBind;
import com.cloudhopper.smpp.pdu.BaseBindResp;
import com.cloudhopper.smpp.pdu.GenericNack;
import com.cloudhopper.smpp.pdu.Pdu;
import com.cloudhopper.smpp.pdu.PduRequest;
import com.cloudhopper.smpp.pdu.PduResponse;
import com.cloudhopper.smpp.type.RecoverablePduException;
import com.cloudhopper.smpp.type.SmppChannelException;
import com.cloudhopper.smpp.type.SmppTimeoutException;
import com.cloudhopper.smpp.type.UnrecoverablePduException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.smppworker.message.CommandStatus;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * cloudhopper's session with its waits, its silences and its logging of PDUs taken out: it writes without waiting, finds
 * the request a response belongs to, and hands both to its {@link Link}. Used on the channel's event loop only, except
 * {@link #bind}, which blocks a connecting thread.
 */
// cloudhopper's own signatures; the end of a write comes back as an event of the pipeline
@SuppressWarnings({"rawtypes", "FutureReturnValueIgnored"})
final class Session extends DefaultSmppSession {
    /** Requests besides submit_sm that may be outstanding: a bind or an enquire_link, and an unbind. */
    static final int OTHER_REQUESTS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final Link link;
    private volatile @Nullable WindowFuture<Integer, PduRequest, PduResponse> bindRequest;

    Session(SmppSessionConfiguration configuration, Channel channel, Link link) {
        super(Type.CLIENT, configuration, channel, null);
        this.link = link;
    }

    /**
     * Sends a bind and waits for its answer, a bind_resp or a generic_nack. (cloudhopper's own bind forgets the
     * command_status of a generic_nack.)
     */
    PduResponse bind(BaseBind<?> request, Duration timeout)
            throws RecoverablePduException, UnrecoverablePduException, SmppTimeoutException, SmppChannelException,
                    InterruptedException {
        return sendRequestAndGetResponse(request, timeout.toMillis());
    }

    /**
     * Writes a request and returns at once; a failed write closes the channel.
     *
     * @param timeoutMillis how long {@link WindowFuture#await()} will wait for the response; 0 on the event loop
     */
    @Override
    public WindowFuture<Integer, PduRequest, PduResponse> sendRequestPdu(
            PduRequest pdu, long timeoutMillis, boolean synchronous)
            throws RecoverablePduException, UnrecoverablePduException, SmppTimeoutException, SmppChannelException,
                    InterruptedException {
        return write(pdu, encoded(pdu), timeoutMillis, synchronous);
    }

    /**
     * Writes a request as {@link #sendRequestPdu}, unless it may not go any more when only the write is left of all that
     * there is to do: a process may be stopped at any instant and wake up much later, and what it has still to do then is
     * done.
     *
     * @param mayGo asked once, after the request is encoded
     * @return whether it was written
     */
    boolean sendIf(BooleanSupplier mayGo, PduRequest pdu)
            throws RecoverablePduException, UnrecoverablePduException, SmppTimeoutException, SmppChannelException,
                    InterruptedException {
        ByteBuf octets = encoded(pdu);
        if (!mayGo.getAsBoolean()) {
            octets.release();
            return false;
        }
        write(pdu, octets, 0, false);
        return true;
    }

    private ByteBuf encoded(PduRequest pdu)
            throws RecoverablePduException, UnrecoverablePduException, SmppChannelException {
        if (!getChannel().isActive()) {
            throw new SmppChannelException("the channel is closed");
        }
        pdu.setSequenceNumber(getSequenceNumber().next());
        return getTranscoder().encode(pdu);
    }

    @SuppressWarnings("unchecked")
    private WindowFuture<Integer, PduRequest, PduResponse> write(
            PduRequest pdu, ByteBuf octets, long timeoutMillis, boolean synchronous)
            throws UnrecoverablePduException, SmppTimeoutException, InterruptedException {
        WindowFuture<Integer, PduRequest, PduResponse> future;
        try {
            future = getSendWindow().offer(pdu.getSequenceNumber(), pdu, timeoutMillis, 0, synchronous);
        } catch (OfferTimeoutException e) {
            throw new SmppTimeoutException(e.getMessage(), e);
        } catch (DuplicateKeyException e) {
            throw new UnrecoverablePduException(e.getMessage(), e);
        }
        if (pdu instanceof BaseBind) {
            bindRequest = future;
        }
        trace(">", pdu);
        getChannel().writeAndFlush(octets).addListener(write -> {
            if (!write.isSuccess()) {
                future.fail(write.cause());
                link.failed(write.cause());
            }
        });
        return future;
    }

    /** Writes a response and returns at once. */
    @Override
    public void sendResponsePdu(PduResponse pdu) throws RecoverablePduException, UnrecoverablePduException {
        ByteBuf octets = getTranscoder().encode(pdu);
        trace(">", pdu);
        getChannel().writeAndFlush(octets);
    }

    @Override
    public void firePduReceived(Pdu pdu) {
        trace("<", pdu);
        if (pdu instanceof PduResponse response) {
            responseReceived(response);
        } else {
            link.requested((PduRequest) pdu);
        }
    }

    private void responseReceived(PduResponse response) {
        WindowFuture<Integer, PduRequest, PduResponse> future = getSendWindow().get(response.getSequenceNumber());
        if (future == null || !answers(response, future.getRequest())) {
            future = bindAnswered(response);
        }
        if (future == null) {
            LOG.warn("{} it answers no request: {}", link.label(), PduTrace.of(response));
            if (response instanceof GenericNack) {
                link.nacked(response.getCommandStatus());
            }
            return;
        }
        PduRequest request = future.getRequest();
        if (request instanceof BaseBind
                && response instanceof BaseBindResp
                && response.getCommandStatus() == CommandStatus.ESME_ROK) {
            link.bound();
        }
        future.complete(response);
        link.answered(request, response);
    }

    /**
     * The bind, where it is still waited for and the response can only be meant for it: a generic_nack or a bind_resp with
     * another sequence_number, or the bind_resp of another type. Nothing else has been sent on this connection yet.
     */
    private @Nullable WindowFuture<Integer, PduRequest, PduResponse> bindAnswered(PduResponse response) {
        WindowFuture<Integer, PduRequest, PduResponse> bind = bindRequest;
        boolean meant = response instanceof GenericNack || response instanceof BaseBindResp;
        if (bind == null || bind.isDone() || !meant) {
            return null;
        }
        LOG.warn("{} taken for the answer to the bind: {}", link.label(), PduTrace.of(response));
        return bind;
    }

    /** Whether the response is of the request's own type, or a generic_nack of it (SMPP 3.4 §4.3). */
    private static boolean answers(PduResponse response, PduRequest<?> request) {
        return request.getResponseClass().isInstance(response) || response instanceof GenericNack;
    }

    /** Ends every wait on this session; {@link Link#closed} decides what the outstanding submit_sm came to. */
    @Override
    public void fireChannelClosed() {
        try {
            getSendWindow().failAll(new ClosedChannelException());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        link.closed();
    }

    @Override
    public void fireExceptionThrown(@Nullable Throwable cause) {
        link.failed(cause == null ? new IllegalStateException("unknown failure") : cause);
    }

    private void trace(String direction, Pdu pdu) {
        if (LOG.isDebugEnabled()) {
            LOG.debug("{} {} {}", link.label(), direction, PduTrace.of(pdu));
        }
    }
}

package io.smppworker.sandbox.provider;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.BaseBind;
import com.cloudhopper.smpp.pdu.BaseBindResp;
import com.cloudhopper.smpp.pdu.EnquireLink;
import com.cloudhopper.smpp.pdu.EnquireLinkResp;
import com.cloudhopper.smpp.pdu.GenericNack;
import com.cloudhopper.smpp.pdu.Pdu;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.pdu.Unbind;
import com.cloudhopper.smpp.pdu.UnbindResp;
import com.cloudhopper.smpp.tlv.Tlv;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client connection: its bind state, bind, unbind and enquire_link both ways, and the way in and out for every PDU.
 * Lives on its server's event loop except {@link #carry} and {@link #reachable}. Long, because every PDU of a connection
 * passes here, a handler for each command, and all of them look at one bind state.
 */
final class PeerSession extends ChannelInboundHandlerAdapter implements DeliverDesk.Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(PeerSession.class);
    private static final long BIND_WITHIN_SECONDS = 10;
    private static final long UNBIND_WITHIN_SECONDS = 5;
    private static final long CLIENT_ENQUIRE_LINK_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final SmppServer server;
    private final Channel channel;
    private final PduLog log;
    private final CarriedDeliveries carried;
    private SessionInfo info;
    private boolean unbinding;
    private int lastSequence;
    private int outstanding;
    private long serverEnquiredNanos;
    private long clientEnquiredNanos;
    private boolean awaitingEnquireResp;

    PeerSession(SmppServer server, Channel channel, SessionInfo info) {
        this.server = server;
        this.channel = channel;
        this.info = info;
        log = server.log();
        carried = new CarriedDeliveries(
                this, server.deliveries(), log, server.config().receiptResend().toNanos());
        log.session(info);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        server.opened(this);
        after(BIND_WITHIN_SECONDS, TimeUnit.SECONDS, () -> {
            if (info.bindType() == null) {
                close();
            }
        });
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        endBind();
        info = info.withClosed(System.nanoTime());
        log.session(info);
        server.closed(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        long now = System.nanoTime();
        ByteBuf frame = (ByteBuf) message;
        try {
            received(frame, now);
        } finally {
            frame.release();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        readOrNot();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof FrameDecoder.BadLength bad) {
            violation("command_length " + bad.commandLength());
            nack(0, SmppConstants.STATUS_INVCMDLEN, -1);
            closeAfterWrites();
        }
    }

    /** A broken connection or TLS handshake: the client's concern, and visible in the log as a closed session. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof RuntimeException && !(cause instanceof DecoderException)) {
            violation("the provider itself failed: " + cause);
            LOG.error("the provider failed", cause);
        }
        close();
    }

    private void received(ByteBuf frame, long now) {
        int command = frame.getInt(4);
        int status = frame.getInt(8);
        int sequence = frame.getInt(12);
        if (command > 0 && (sequence < 1 || status != SmppConstants.STATUS_OK)) {
            violation("request with sequence_number %d and command_status %d".formatted(sequence, status));
        }
        if (command == SmppConstants.CMD_ID_SUBMIT_SM) {
            byte @Nullable [] octets = server.config().keepOctets() ? ByteBufUtil.getBytes(frame) : null;
            Pdu pdu = PeerPdus.decode(frame);
            server.submits().take(this, pdu instanceof SubmitSm submit ? submit : null, sequence, now, octets);
            return;
        }
        if (PduLog.answersDelivery(command) || command == SmppConstants.CMD_ID_GENERIC_NACK) {
            deliverAnswered(command, status, sequence, now);
            return;
        }
        int entry = log.append(now, id(), Direction.IN, command, sequence, status, -1, null);
        switch (command) {
            case SmppConstants.CMD_ID_BIND_TRANSMITTER -> bind(frame, PeerBindType.TRANSMITTER, now, sequence, entry);
            case SmppConstants.CMD_ID_BIND_RECEIVER -> bind(frame, PeerBindType.RECEIVER, now, sequence, entry);
            case SmppConstants.CMD_ID_BIND_TRANSCEIVER -> bind(frame, PeerBindType.TRANSCEIVER, now, sequence, entry);
            case SmppConstants.CMD_ID_ENQUIRE_LINK -> enquireLink(now, sequence, entry);
            case SmppConstants.CMD_ID_ENQUIRE_LINK_RESP -> awaitingEnquireResp = false;
            case SmppConstants.CMD_ID_UNBIND -> unbind(sequence, entry);
            case SmppConstants.CMD_ID_UNBIND_RESP -> close();
            default -> unknown(command, sequence, entry);
        }
    }

    private void unknown(int command, int sequence, int entry) {
        violation("command_id 0x%08X is not supported".formatted(command));
        if (command >= 0) {
            nack(sequence, SmppConstants.STATUS_INVCMDID, entry);
        }
    }

    private void bind(ByteBuf frame, PeerBindType type, long now, int sequence, int entry) {
        if (!(PeerPdus.decode(frame) instanceof BaseBind<?> request)) {
            nack(sequence, SmppConstants.STATUS_INVCMDLEN, entry);
            closeAfterWrites();
            return;
        }
        int status = info.bindType() == null ? server.bindStatus(request) : SmppConstants.STATUS_ALYBND;
        BaseBindResp response = (BaseBindResp) request.createResponse();
        response.setCommandStatus(status);
        response.setSystemId(server.endpoint().name());
        if (status == SmppConstants.STATUS_OK) {
            response.addOptionalParameter(
                    new Tlv(SmppConstants.TAG_SC_INTERFACE_VERSION, new byte[] {SmppConstants.VERSION_3_4}));
            serverEnquiredNanos = now;
            clientEnquiredNanos = now;
            info = info.withBound(type, now);
            log.session(info);
            server.bindBegun(this, now);
        }
        send(response, entry, null);
        if (status == SmppConstants.STATUS_OK && type.receives()) {
            server.deliveries().bound(this);
        } else if (!info.bound()) {
            closeAfterWrites();
        }
    }

    private void enquireLink(long now, int sequence, int entry) {
        clientEnquiredNanos = now;
        if (server.faults().ignoreEnquireLink()) {
            return;
        }
        EnquireLinkResp response = new EnquireLinkResp();
        response.setSequenceNumber(sequence);
        response.setCommandStatus(info.bound() ? SmppConstants.STATUS_OK : SmppConstants.STATUS_INVBNDSTS);
        send(response, entry, null);
    }

    private void unbind(int sequence, int entry) {
        UnbindResp response = new UnbindResp();
        response.setSequenceNumber(sequence);
        response.setCommandStatus(info.bound() ? SmppConstants.STATUS_OK : SmppConstants.STATUS_INVBNDSTS);
        endBind();
        send(response, entry, null);
        closeAfterWrites();
    }

    private void deliverAnswered(int command, int status, int sequence, long now) {
        log.append(now, id(), Direction.IN, command, sequence, status, carried.entry(sequence), null);
        if (sequence < 1 || sequence > lastSequence) {
            violation("command_id 0x%08X answers nothing that was sent".formatted(command));
        }
        if (server.faults().ignoreDeliverResp()) {
            return;
        }
        boolean nack = command == SmppConstants.CMD_ID_GENERIC_NACK;
        carried.answered(sequence, nack && status == 0 ? SmppConstants.STATUS_UNKNOWNERR : status);
    }

    /** Sends unbind and waits for its answer, but not for ever. */
    void sendUnbind() {
        if (info.bound() && !unbinding) {
            unbinding = true;
            server.deliveries().unbound(this);
            Unbind unbind = new Unbind();
            unbind.setSequenceNumber(nextSequence());
            send(unbind, -1, null);
            after(UNBIND_WITHIN_SECONDS, TimeUnit.SECONDS, this::close);
        }
    }

    /** Called every so often: deliver_sm to send again, enquire_link both ways. */
    void tick(long now) {
        carried.expire(now);
        if (!info.bound()) {
            return;
        }
        if (server.faults().halfOpen()) {
            awaitingEnquireResp = false;
            serverEnquiredNanos = now;
            clientEnquiredNanos = now;
            return;
        }
        if (now - clientEnquiredNanos > CLIENT_ENQUIRE_LINK_NANOS) {
            violation("no enquire_link for two minutes");
            clientEnquiredNanos = now;
        }
        if (now - serverEnquiredNanos >= server.config().enquireLink().toNanos()) {
            if (awaitingEnquireResp) {
                violation("enquire_link not answered");
                close();
                return;
            }
            serverEnquiredNanos = now;
            awaitingEnquireResp = true;
            EnquireLink enquire = new EnquireLink();
            enquire.setSequenceNumber(nextSequence());
            send(enquire, -1, null);
        }
    }

    /** A submit_sm that will be answered has arrived. */
    void submitArrived() {
        outstanding++;
        if (outstanding > info.greatestOutstanding()) {
            info = info.withGreatestOutstanding(outstanding);
            log.session(info);
        }
        if (outstanding > server.config().window()) {
            violation(outstanding + " submit_sm outstanding");
        }
    }

    /** Answers a submit_sm; it stays outstanding until the socket has the answer. */
    void answerSubmit(Pdu response, int entry) {
        if (!sendable()) {
            outstanding--;
            return;
        }
        ByteBuf octets = PeerPdus.encode(response);
        logOut(response, entry, null);
        channel.writeAndFlush(octets).addListener(written -> outstanding--);
    }

    /** Sends a PDU; returns its log entry, -1 when the connection cannot be written to. */
    int send(Pdu pdu, int answers, @Nullable Note note) {
        if (!sendable()) {
            return -1;
        }
        ByteBuf octets = PeerPdus.encode(pdu);
        int entry = logOut(pdu, answers, note);
        channel.writeAndFlush(octets).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        return entry;
    }

    void sendRaw(byte[] octets) {
        channel.writeAndFlush(Unpooled.wrappedBuffer(octets)).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    void nack(int sequence, int status, int entry) {
        GenericNack nack = new GenericNack();
        nack.setSequenceNumber(sequence);
        nack.setCommandStatus(status);
        send(nack, entry, null);
    }

    void readOrNot() {
        channel.config().setAutoRead(channel.isWritable() && !server.faults().halfOpen());
    }

    void close() {
        channel.close().addListener(SmppServer::logFailure);
    }

    void after(long delay, TimeUnit unit, Runnable action) {
        server.after(delay, unit, action);
    }

    void violation(String what) {
        log.violation(new WireViolation(System.nanoTime(), server.endpoint().name(), id(), what));
    }

    int nextSequence() {
        lastSequence = lastSequence == Integer.MAX_VALUE ? 1 : lastSequence + 1;
        return lastSequence;
    }

    boolean bound() {
        return info.bound();
    }

    boolean maySubmit() {
        return info.bound() && info.bindType() != null && info.bindType().submits();
    }

    boolean receives() {
        return info.bound() && channel.isActive();
    }

    @Override
    public int id() {
        return info.id();
    }

    @Override
    public boolean reachable() {
        return channel.isActive() && !server.faults().halfOpen();
    }

    @Override
    public void carry(PendingDelivery delivery) {
        server.execute(() -> carried.send(delivery));
    }

    private boolean sendable() {
        return channel.isActive() && !server.faults().halfOpen();
    }

    private int logOut(Pdu pdu, int answers, @Nullable Note note) {
        return log.append(
                System.nanoTime(),
                id(),
                Direction.OUT,
                pdu.getCommandId(),
                pdu.getSequenceNumber(),
                pdu.getCommandStatus(),
                answers,
                note);
    }

    private void endBind() {
        if (info.bound()) {
            long now = System.nanoTime();
            info = info.withUnbound(now);
            log.session(info);
            server.deliveries().unbound(this);
            server.bindEnded(this, now);
        }
        carried.giveBackAll();
    }

    private void closeAfterWrites() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
}

package io.smppworker.smpp;

import com.cloudhopper.smpp.pdu.EnquireLink;
import com.cloudhopper.smpp.pdu.PduRequest;
import com.cloudhopper.smpp.pdu.PduResponse;
import com.cloudhopper.smpp.pdu.Unbind;
import com.cloudhopper.smpp.type.RecoverablePduException;
import com.cloudhopper.smpp.type.SmppChannelException;
import com.cloudhopper.smpp.type.UnrecoverablePduException;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.smppworker.config.AccountConfig;
import io.smppworker.message.BindType;
import io.smppworker.message.CommandStatus;
import io.smppworker.message.SubmitOutcome;
import io.smppworker.message.SubmitSm;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session from connect to close. Whatever touches the window or the timers runs on the channel's event loop, one task
 * at a time; so each submit_sm has exactly one outcome, and has it before {@link SessionListener#closed}. Long, because all
 * that can end a session or decide a submit_sm is in this one place for the same reason.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the end of a close or a tick comes back as an event of the pipeline
final class NettySession implements SmppSession {
    private static final Logger LOG = LoggerFactory.getLogger(NettySession.class);
    static final String CLOSED_BY_SERVER = "the server closed the connection";
    private static final long SHORTEST_TICK_MILLIS = 5;
    private static final long LONGEST_TICK_MILLIS = 500;
    private static final int TICKS_PER_TIMEOUT = 20;

    private final Channel channel;
    private final BindType type;
    private final String label;
    private final AccountConfig.Timers durations;
    private final LongSupplier nanos;
    private final SessionListener listener;
    private final PduExchange exchange;
    private final PeerRequests peerRequests;
    private final SubmitWindow window;
    private final FaultLog faults = new FaultLog();
    private final FaultLog unread = new FaultLog();
    private final AtomicReference<@Nullable String> closeReason = new AtomicReference<>();
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private volatile boolean wasBound;
    private volatile boolean open;
    private volatile @Nullable Long enquireLinkAnsweredNanos;
    private @Nullable SessionTimers timers;

    NettySession(
            Channel channel,
            String label,
            BindType type,
            AccountConfig account,
            IntSupplier windowSize,
            LongSupplier nanos,
            SessionListener listener) {
        this.channel = channel;
        this.type = type;
        this.label = label;
        this.durations = account.timers();
        this.nanos = nanos;
        this.listener = listener;
        this.exchange = new PduExchange(channel, this);
        this.peerRequests = new PeerRequests(this, exchange, listener);
        this.window = new SubmitWindow(windowSize, durations.response());
    }

    /** Adds the last handlers of the channel's pipeline: what is read from now on reaches this session. */
    void attach(int maxPduOctets) {
        channel.pipeline().addLast(new PduDecoder(maxPduOctets), new SessionHandler(exchange, this));
    }

    PduExchange exchange() {
        return exchange;
    }

    String label() {
        return label;
    }

    /** Why the channel was closed; null before that. */
    @Nullable
    String closeReason() {
        return closeReason.get();
    }

    /** Whether a bind_resp with ESME_ROK has come, whatever came after it. */
    boolean wasBound() {
        return wasBound;
    }

    @Override
    public @Nullable Long enquireLinkAnsweredNanos() {
        return enquireLinkAnsweredNanos;
    }

    @Override
    public @Nullable TlsSession tls() {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        return tls == null ? null : TlsSession.of(tls.engine().getSession());
    }

    @Override
    public boolean isOpen() {
        return open && channel.isActive();
    }

    @Override
    public int freeWindow() {
        return isOpen() && type.transmits() ? window.free() : 0;
    }

    @Override
    public int outstanding() {
        return window.taken();
    }

    @Override
    public void submit(SubmitSm submitSm, long notAfterNanos, SubmitListener submitListener) {
        Submission submission = new Submission(submitSm, notAfterNanos, submitListener);
        if (!type.transmits()) {
            decide(submission, new SubmitOutcome.NotSent("bound as a receiver"));
        } else if (!isOpen()) {
            decide(submission, new SubmitOutcome.NotSent("the session is not open"));
        } else if (!window.take()) {
            decide(submission, new SubmitOutcome.NotSent("the window is full"));
        } else if (!execute(() -> send(submission))) {
            notSent(submission, "the connector is closed");
        }
    }

    private void send(Submission submission) {
        if (!isOpen()) {
            notSent(submission, "the session is not open");
            return;
        }
        try {
            PduRequest<?> pdu = Pdus.submitSm(submission.submitSm());
            pdu.setReferenceObject(submission);
            if (exchange.sendIf(() -> !submission.isTooLate(nanos.getAsLong()), pdu)) {
                window.sent(submission, nanos.getAsLong());
            } else {
                notSent(submission, "the lease ran out or the message expired");
            }
        } catch (RecoverablePduException | UnrecoverablePduException | SmppChannelException | RuntimeException e) {
            notSent(submission, "not written: " + RootCause.of(e));
        }
    }

    private void notSent(Submission submission, String reason) {
        window.giveBack();
        decide(submission, new SubmitOutcome.NotSent(reason));
        notifySafely(listener::windowChanged);
    }

    @Override
    public CompletionStage<Void> unbind(Duration drain) {
        open = false;
        CompletableFuture<@Nullable Void> over = new CompletableFuture<>();
        boolean handedOver = execute(() -> {
            if (timers != null && channel.isActive()) {
                timers.drain(drain, nanos.getAsLong());
                notifySafely(listener::windowChanged);
                tick();
                channel.eventLoop().schedule(this::tick, drain.toNanos(), TimeUnit.NANOSECONDS);
            }
            // registered only here: a submit_sm handed over as the channel closed is decided before this task
            ended.thenRun(() -> over.complete(null));
        });
        if (!handedOver) {
            over.complete(null);
        }
        return over.minimalCompletionStage();
    }

    @Override
    public void close() {
        close("closed by this side");
    }

    /** Closes the channel; the first reason given is the one reported. */
    void close(String reason) {
        closeReason.compareAndSet(null, reason);
        open = false;
        channel.close();
    }

    /** As {@link #close(String)}, and waits until nothing more can come from the channel. Not on the event loop. */
    void closeAndWait(String reason) throws InterruptedException {
        close(reason);
        channel.closeFuture().await();
    }

    void whenClosed(Runnable action) {
        channel.closeFuture().addListener(closed -> action.run());
    }

    /** bind_resp with ESME_ROK has come. */
    void bound() {
        wasBound = true;
        open = true;
        timers = new SessionTimers(durations.enquireLink(), durations.response(), nanos.getAsLong());
        scheduleTick();
    }

    private void scheduleTick() {
        long shortest = Math.min(
                durations.enquireLink().toMillis(), durations.response().toMillis());
        long period = Math.max(SHORTEST_TICK_MILLIS, Math.min(LONGEST_TICK_MILLIS, shortest / TICKS_PER_TIMEOUT));
        var ticks = channel.eventLoop().scheduleAtFixedRate(this::tick, period, period, TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> ticks.cancel(false));
    }

    private void tick() {
        long now = nanos.getAsLong();
        for (Submission overdue : window.overdue(now)) {
            decide(overdue, new SubmitOutcome.InDoubt("response timeout"));
        }
        if (open && window.isStuck()) {
            close("no submit_sm of a whole window was answered");
        }
        if (channel.isActive() && timers != null) {
            perform(timers.due(now, window.undecided()));
        }
    }

    private void perform(SessionTimers.Due due) {
        try {
            switch (due) {
                case NOTHING -> {}
                case ENQUIRE_LINK -> exchange.sendIf(() -> true, new EnquireLink());
                case UNBIND -> exchange.sendIf(() -> true, new Unbind());
                case ENQUIRE_LINK_UNANSWERED -> close("enquire_link was not answered in time");
                case UNBIND_UNANSWERED -> close("unbind was not answered in time");
            }
        } catch (RecoverablePduException | UnrecoverablePduException | SmppChannelException e) {
            failed(e);
        }
    }

    /** A response has come to a request of ours, of the right type or a generic_nack. */
    void answered(PduRequest<?> request, PduResponse response) {
        if (request.getReferenceObject() instanceof Submission submission) {
            answered(submission, response);
        } else if (request instanceof EnquireLink && timers != null) {
            long now = nanos.getAsLong();
            timers.enquireLinkAnswered(now);
            enquireLinkAnsweredNanos = now;
        } else if (request instanceof Unbind) {
            close("unbound");
        }
    }

    private void answered(Submission submission, PduResponse response) {
        boolean late = submission.isDecided();
        window.answered(submission);
        SubmitOutcome outcome = Responses.outcome(response);
        if (late) {
            LOG.info("{} late response: {}", label, PduTrace.of(response));
            if (!(outcome instanceof SubmitOutcome.InDoubt)) {
                notifySafely(() -> submission.answeredLate(outcome));
            }
        } else {
            decide(submission, outcome);
        }
        notifySafely(listener::windowChanged);
        if (!open) {
            tick();
        }
    }

    /**
     * A generic_nack that matches no outstanding request (SMPP 3.4 §4.3): the server could not read one of our PDUs, and it
     * is unknown which.
     */
    void nacked(int commandStatus) {
        close("the server could not read one of our PDUs: generic_nack with " + CommandStatus.inWords(commandStatus));
    }

    /** A request of the server. */
    void requested(PduRequest<?> request) {
        peerRequests.received(request);
    }

    /** A PDU that was read although it deviates from SMPP 3.4. */
    void faulty(Frame.Decoded frame) {
        faults.log(
                label,
                "%s read, though not as SMPP 3.4 has it: %s"
                        .formatted(frame.pdu().getName(), frame.fault()),
                nanos.getAsLong());
    }

    /** A PDU that could not be decoded; never lost silently. */
    void undecodable(Frame.Undecodable frame) {
        unread.log(
                label,
                "undecodable PDU: command_id 0x%08X, sequence_number %d, %d octets: %s"
                        .formatted(
                                frame.commandId(),
                                Integer.toUnsignedLong(frame.sequenceNumber()),
                                frame.raw().length,
                                frame.reason()),
                nanos.getAsLong());
        if (!Responses.isResponse(frame.commandId())) {
            peerRequests.undecodable(frame);
        }
    }

    /** The start of the next PDU is lost. */
    void unframed(Frame.Unframed frame) {
        peerRequests.refuseLength();
        close("impossible command_length " + frame.commandLength());
    }

    /** Something failed below us; the session cannot be trusted any more. */
    void failed(Throwable cause) {
        LOG.debug("{} failed", label, cause);
        close(cause instanceof ClosedChannelException ? CLOSED_BY_SERVER : "connection failed: " + RootCause.of(cause));
    }

    /** The channel is closed. Runs once, on the event loop. */
    void closed() {
        open = false;
        closeReason.compareAndSet(null, CLOSED_BY_SERVER);
        String reason = Objects.requireNonNull(closeReason.get());
        var abandoned = window.abandon();
        for (Submission submission : abandoned) {
            decide(submission, new SubmitOutcome.InDoubt("session lost: " + reason));
        }
        if (wasBound) {
            LOG.info("{} closed: {}; {} submit_sm in doubt", label, reason, abandoned.size());
            notifySafely(() -> listener.closed(reason));
        }
        ended.complete(null);
    }

    private void decide(Submission submission, SubmitOutcome outcome) {
        notifySafely(() -> submission.decide(outcome));
    }

    /** Runs a callback; an exception from it must not harm the session. */
    private void notifySafely(Runnable callback) {
        try {
            callback.run();
        } catch (RuntimeException e) {
            LOG.error("{} a listener failed", label, e);
        }
    }

    /** Hands a task to the event loop; false when that is shut down, and the channel closed with it. */
    boolean execute(Runnable task) {
        try {
            channel.eventLoop().execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }
}

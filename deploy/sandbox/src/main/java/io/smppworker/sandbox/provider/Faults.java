package io.smppworker.sandbox.provider;

import com.cloudhopper.smpp.SmppConstants;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The switches of one server; each holds until it is set otherwise or {@link #clear}ed. Thread-safe; takes effect on the
 * next PDU or connection.
 */
public final class Faults {
    /** What becomes of a submit_sm that is never answered. */
    public enum Swallow {
        NOTHING,
        /** The message is lost: not taken, no receipt. */
        BEFORE_ACCEPTING,
        /** The message is taken and its receipt comes; only the answer is lost. */
        AFTER_ACCEPTING
    }

    private final SmppServer server;
    private final AtomicInteger throttleStorm = new AtomicInteger();
    private volatile Delay response = Delay.NONE;
    private volatile Delay arrival = Delay.NONE;
    private volatile Swallow swallow = Swallow.NOTHING;
    private volatile int bindStatus = SmppConstants.STATUS_OK;
    private volatile boolean halfOpen;
    private volatile boolean ignoreEnquireLink;
    private volatile boolean ignoreDeliverResp;

    Faults(SmppServer server) {
        this.server = server;
    }

    /** Holds every submit_sm_resp, beyond the configured delay; answers may overtake one another. */
    public Faults responseDelay(Duration min, Duration max) {
        response = Delay.between(min, max);
        return this;
    }

    /** Holds every PDU from the client before it counts as arrived, in order: a slow and unsteady network. */
    public Faults arrivalDelay(Duration min, Duration max) {
        arrival = Delay.between(min, max);
        return this;
    }

    /** Answers no submit_sm any more. */
    public Faults swallowSubmits(Swallow how) {
        swallow = how;
        return this;
    }

    /** Answers the next so many submit_sm ESME_RTHROTTLED. */
    public Faults throttleNext(int submits) {
        throttleStorm.set(submits);
        return this;
    }

    /** Refuses every bind with this command_status; 0 takes binds again. */
    public Faults refuseBinds(int commandStatus) {
        bindStatus = commandStatus;
        return this;
    }

    /** Closes both listeners, so that connecting is refused, and leaves sessions alone; false listens again. */
    public Faults refuseTcp(boolean refuse) {
        server.refuseTcp(refuse);
        return this;
    }

    /**
     * Keeps every TCP connection open, accepts new ones, reads nothing and sends nothing. On false the server goes on
     * where it was, with what the clients had sent meanwhile.
     */
    public Faults halfOpen(boolean open) {
        halfOpen = open;
        server.readOrNot();
        return this;
    }

    /** Answers no enquire_link any more. */
    public Faults ignoreEnquireLink(boolean ignore) {
        ignoreEnquireLink = ignore;
        return this;
    }

    /** Takes no notice of any deliver_sm_resp: what was acknowledged comes again, as if the answer had been lost. */
    public Faults ignoreDeliverResp(boolean ignore) {
        ignoreDeliverResp = ignore;
        return this;
    }

    /** Closes the TCP connection of every session, without unbind. */
    public void disconnectAll() {
        server.disconnectAll();
    }

    /** Sends unbind to every bound session and closes it when that is answered, or after 5 s. */
    public void unbindAll() {
        server.unbindAll();
    }

    /** Sends these octets as they are to every session. */
    public void sendGarbage(byte[] octets) {
        server.sendRaw(octets.clone());
    }

    /** Sets every switch back. */
    public void clear() {
        response = Delay.NONE;
        arrival = Delay.NONE;
        swallow = Swallow.NOTHING;
        throttleStorm.set(0);
        bindStatus = SmppConstants.STATUS_OK;
        ignoreEnquireLink = false;
        ignoreDeliverResp = false;
        refuseTcp(false);
        halfOpen(false);
    }

    Delay response() {
        return response;
    }

    Delay arrival() {
        return arrival;
    }

    Swallow swallow() {
        return swallow;
    }

    boolean takeThrottleStorm() {
        return throttleStorm.get() > 0 && throttleStorm.getAndDecrement() > 0;
    }

    int bindStatus() {
        return bindStatus;
    }

    boolean halfOpen() {
        return halfOpen;
    }

    boolean ignoreEnquireLink() {
        return ignoreEnquireLink;
    }

    boolean ignoreDeliverResp() {
        return ignoreDeliverResp;
    }
}

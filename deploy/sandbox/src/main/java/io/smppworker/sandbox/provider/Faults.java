package io.smppworker.sandbox.provider;

import com.cloudhopper.smpp.SmppConstants;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** The switches of one server, see {@link FaultOrder}. Thread-safe. */
final class Faults {
    private final SmppServer server;
    private final AtomicInteger throttleStorm = new AtomicInteger();
    private volatile Delay response = Delay.NONE;
    private volatile Delay arrival = Delay.NONE;
    private volatile FaultOrder.Swallow swallow = FaultOrder.Swallow.NOTHING;
    private volatile int bindStatus = SmppConstants.STATUS_OK;
    private volatile boolean halfOpen;
    private volatile boolean ignoreEnquireLink;
    private volatile boolean ignoreDeliverResp;

    Faults(SmppServer server) {
        this.server = server;
    }

    Faults responseDelay(Duration min, Duration max) {
        response = Delay.between(min, max);
        return this;
    }

    Faults arrivalDelay(Duration min, Duration max) {
        arrival = Delay.between(min, max);
        return this;
    }

    Faults swallowSubmits(FaultOrder.Swallow how) {
        swallow = how;
        return this;
    }

    Faults throttleNext(int submits) {
        throttleStorm.set(submits);
        return this;
    }

    Faults refuseBinds(int commandStatus) {
        bindStatus = commandStatus;
        return this;
    }

    Faults refuseTcp(boolean refuse) {
        server.refuseTcp(refuse);
        return this;
    }

    Faults halfOpen(boolean open) {
        halfOpen = open;
        server.readOrNot();
        return this;
    }

    Faults ignoreEnquireLink(boolean ignore) {
        ignoreEnquireLink = ignore;
        return this;
    }

    Faults ignoreDeliverResp(boolean ignore) {
        ignoreDeliverResp = ignore;
        return this;
    }

    void disconnectAll() {
        server.disconnectAll();
    }

    void unbindAll() {
        server.unbindAll();
    }

    void sendGarbage(byte[] octets) {
        server.sendRaw(octets.clone());
    }

    void clear() {
        response = Delay.NONE;
        arrival = Delay.NONE;
        swallow = FaultOrder.Swallow.NOTHING;
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

    FaultOrder.Swallow swallow() {
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

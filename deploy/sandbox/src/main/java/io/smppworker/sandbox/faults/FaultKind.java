package io.smppworker.sandbox.faults;

/** What can happen to the workers, the servers or the broker; a fault lasts from its beginning to its end. */
enum FaultKind {
    /** A worker is killed, and started again at the end. */
    SIGKILL(Target.WORKER),
    /** A worker is frozen for less than the session timeout of the group. */
    SIGSTOP_SHORT(Target.WORKER),
    /** A worker is frozen for longer than the group's session timeout. */
    SIGSTOP_LONG(Target.WORKER),
    /** A worker is asked to end, must drain and exit, and is started again. */
    SIGTERM(Target.WORKER),
    /** The broker is killed, and started again on the same data at the end. */
    BROKER_KILL(Target.BROKER),
    /** A server goes down, and comes back. */
    SERVER_OUTAGE(Target.SERVER),
    /** All servers go down, and come back. */
    PROVIDER_OUTAGE(Target.ALL_SERVERS),
    /** Every session of a server is closed, at the beginning and again at the end. */
    SESSION_RESET(Target.SERVER),
    /** A server takes no submit_sm and answers none. */
    BLACK_HOLE_BEFORE_ACCEPTING(Target.SERVER),
    /** A server takes submit_sm and answers none. */
    BLACK_HOLE_AFTER_ACCEPTING(Target.SERVER),
    /** A server answers ESME_RTHROTTLED whatever the rate. */
    THROTTLE_STORM(Target.SERVER),
    /** All servers take no notice of deliver_sm_resp, so that receipts come again. */
    RECEIPTS_AGAIN(Target.ALL_SERVERS);

    /** Whom it happens to. */
    enum Target {
        WORKER,
        BROKER,
        SERVER,
        ALL_SERVERS
    }

    private final Target target;

    FaultKind(Target target) {
        this.target = target;
    }

    Target target() {
        return target;
    }
}

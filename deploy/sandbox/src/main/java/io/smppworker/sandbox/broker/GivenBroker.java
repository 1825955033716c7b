package io.smppworker.sandbox.broker;

/** A broker that somebody else runs, and that is therefore neither started nor ended here. */
record GivenBroker(String bootstrapServers) implements Broker {

    @Override
    public void stop() {
        throw notOurs("stopped");
    }

    @Override
    public void kill() {
        throw notOurs("killed");
    }

    @Override
    public void start() {
        throw notOurs("started");
    }

    @Override
    public void close() {
        // it is not ours to end
    }

    private UnsupportedOperationException notOurs(String what) {
        return new UnsupportedOperationException("the broker at " + bootstrapServers + " was given by "
                + Brokers.ENVIRONMENT_VARIABLE + " and cannot be " + what + " from here");
    }
}

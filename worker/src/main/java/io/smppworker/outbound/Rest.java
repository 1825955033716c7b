package io.smppworker.outbound;

/** A segment that was refused for now and waits for its next try. */
record Rest(long dueNanos, OutboundMessage message, int index) implements Comparable<Rest> {
    @Override
    public int compareTo(Rest other) {
        return Long.compare(dueNanos, other.dueNanos);
    }
}

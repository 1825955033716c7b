package io.smppworker.outbound;

/** Whether this worker may submit at all: the broker has confirmed its lease recently enough. */
@FunctionalInterface
public interface SubmitPermission {
    boolean granted(long nowNanos);
}

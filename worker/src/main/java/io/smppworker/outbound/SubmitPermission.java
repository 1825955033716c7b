package io.smppworker.outbound;

/** Whether this worker may submit at all: the broker has confirmed its lease recently enough. */
public interface SubmitPermission {
    boolean granted(long nowNanos);

    /** When a permission that is granted now ends, unless it is renewed. */
    long untilNanos();
}

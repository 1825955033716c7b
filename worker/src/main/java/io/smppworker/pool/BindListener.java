package io.smppworker.pool;

import io.smppworker.message.BindPoint;
import io.smppworker.smpp.BindOutcome;

/** Is notified of the outcome of every bind attempt. Called on the dispatcher's thread; must not block. */
@FunctionalInterface
public interface BindListener {
    void tried(BindPoint point, BindOutcome outcome);
}

package io.smppworker.pool;

import io.smppworker.message.BindPoint;
import io.smppworker.smpp.BindOutcome;

/** Hears what came of every try to bind, for those who count. Called on the dispatcher's thread; must not block. */
@FunctionalInterface
public interface BindEvents {
    void tried(BindPoint point, BindOutcome outcome);
}

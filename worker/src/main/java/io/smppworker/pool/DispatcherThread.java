package io.smppworker.pool;

import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The environment of a state machine on the dispatcher's thread; tests give it virtual time.
 *
 * @param executor runs tasks from any thread on the dispatcher's thread, in order
 * @param ticker nanoseconds
 * @param random spreads retries that would otherwise happen together
 */
public record DispatcherThread(Executor executor, LongSupplier ticker, Clock clock, RandomGenerator random) {}

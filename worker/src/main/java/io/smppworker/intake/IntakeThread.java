package io.smppworker.intake;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * The environment of the thread that runs the intake; tests give it virtual time.
 *
 * @param ticker nanoseconds
 * @param park waits for so many nanoseconds, perhaps less
 */
public record IntakeThread(LongSupplier ticker, LongConsumer park) {}

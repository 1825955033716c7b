package io.smppworker.ops;

import java.util.List;
import java.util.function.Supplier;

/**
 * The worker's answers to the admin endpoints. Each supplier is called on the admin thread, per request, and must not block.
 *
 * @param live why the process is not worth keeping; empty when it is alive
 * @param ready what is missing to do its work; empty when it is ready
 * @param status maps, lists, records, strings and numbers that Jackson can write; shown at {@code /status} and {@code /}
 */
public record Health(Supplier<List<String>> live, Supplier<List<String>> ready, Supplier<?> status) {}

/**
 * Micro-benchmarks of what is done for every message ({@code mvn -q -Pjmh}): operations per second and, by the gc profiler,
 * octets allocated for each. That of offset tracking is in {@code io.smppworker.kafka}, to which what it measures belongs.
 */
@NullMarked
package io.smppworker.bench.micro;

import org.jspecify.annotations.NullMarked;

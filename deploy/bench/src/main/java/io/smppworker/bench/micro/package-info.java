/**
 * Micro-benchmarks of what is done for every message ({@code mvn -q -Pjmh}): operations per second and, by the gc profiler,
 * octets allocated for each.
 */
@NullMarked
package io.smppworker.bench.micro;

import org.jspecify.annotations.NullMarked;

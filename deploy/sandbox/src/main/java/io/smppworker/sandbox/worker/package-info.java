/**
 * The worker as its users run it: the jar in processes of its own, with a worker.yaml. Demo, benchmarks and the worker's
 * own integration tests start and end workers here; what such a worker does is seen only on the topics and the wire.
 */
@NullMarked
package io.smppworker.sandbox.worker;

import org.jspecify.annotations.NullMarked;

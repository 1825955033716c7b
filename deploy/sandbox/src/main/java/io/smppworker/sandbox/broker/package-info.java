/**
 * A real Kafka broker for demo, benchmarks and tests: the one given by the environment, one in a container, or one in a
 * JVM of its own, behind one interface that can stop, kill and restart it. It stands at both ends of the data path.
 */
@NullMarked
package io.smppworker.sandbox.broker;

import org.jspecify.annotations.NullMarked;

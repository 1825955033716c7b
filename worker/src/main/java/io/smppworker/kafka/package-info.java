/**
 * Clients of Kafka as this product uses them: their properties, producers that store, readers, the topics, and the exchange of
 * workers' statuses. Everything that keeps something in Kafka builds on it.
 */
@NullMarked
package io.smppworker.kafka;

import org.jspecify.annotations.NullMarked;

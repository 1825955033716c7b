/**
 * Clients of Kafka as this product uses them: their properties, producers that store, readers, the topics, and what
 * workers tell each other. Stands below everything that keeps something in Kafka.
 */
@NullMarked
package io.smppworker.kafka;

import org.jspecify.annotations.NullMarked;

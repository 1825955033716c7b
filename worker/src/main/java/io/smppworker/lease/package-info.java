/**
 * The consumer group as the manager of bind leases: who owns which bind slot and which lane, what is asked of whom, and how
 * it is handed over. The assignor is one pure function of what the members tell of themselves; Kafka's group carries what
 * they tell and what it decides.
 */
@NullMarked
package io.smppworker.lease;

import org.jspecify.annotations.NullMarked;

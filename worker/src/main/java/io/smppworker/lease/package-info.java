/**
 * The consumer group as the manager of bind leases: who owns which bind slot and which lane, what each member is asked to
 * release, and how it is handed over. The assignor is one pure function of the members' reports; Kafka's group carries the
 * reports and the assignor's decisions.
 */
@NullMarked
package io.smppworker.lease;

import org.jspecify.annotations.NullMarked;

/**
 * The user's side of the data path: reads the topics that workers write for their users, as any consumer would. What it
 * saw is what demo, benchmarks and integration tests judge the workers by, beside the provider's log.
 */
@NullMarked
package io.smppworker.sandbox.user;

import org.jspecify.annotations.NullMarked;

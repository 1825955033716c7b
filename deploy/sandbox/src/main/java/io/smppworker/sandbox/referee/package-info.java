/**
 * The one referee of demo, fault suite and integration tests: whether a request was lost, denied or doubled in silence, and
 * whether the limits were held, judged only by what the receipts said and what the provider saw. The benchmarks have the limits
 * from here; of a million messages they only ask the provider's totals.
 */
@NullMarked
package io.smppworker.sandbox.referee;

import org.jspecify.annotations.NullMarked;

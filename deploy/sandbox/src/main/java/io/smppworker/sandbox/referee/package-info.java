/**
 * The one referee of demo, fault suite, integration tests and benchmarks: whether a request was lost, denied or doubled in
 * silence, and whether the limits were held, judged only by what the receipts said and what the provider saw.
 */
@NullMarked
package io.smppworker.sandbox.referee;

import org.jspecify.annotations.NullMarked;

/**
 * The demonstration: broker, simulated provider and workers started together, requests in at one end of the data path and
 * receipts out at the other, judged only by what the provider and the topics saw.
 */
@NullMarked
package io.smppworker.sandbox.demo;

import org.jspecify.annotations.NullMarked;

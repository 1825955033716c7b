/**
 * The worker's other side: an SMSC of four servers that enforces the provider's limits, sends receipts and
 * mobile-originated messages back over any session, fails on request, and keeps the full PDU log on which guarantees are
 * asserted. In this process or in another, it is asked and commanded as a {@code SimulatedProvider}. Each server lives on
 * one event loop, so what it counts it counts in the order of arrival. Knows nothing of the worker.
 */
@NullMarked
package io.smppworker.sandbox.provider;

import org.jspecify.annotations.NullMarked;

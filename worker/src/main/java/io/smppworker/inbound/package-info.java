/**
 * The provider's requests to the worker: every deliver_sm is read as a delivery receipt or as a part of a mobile-originated
 * message, published, and only then acknowledged.
 */
@NullMarked
package io.smppworker.inbound;

import org.jspecify.annotations.NullMarked;

/**
 * What a person or a monitoring system sees of a running worker: metrics, health and status over HTTP. Beside the data
 * path: the stages know nothing of it, {@code app} connects them. The only package besides {@code app} that knows
 * Dropwizard Metrics.
 */
@NullMarked
package io.smppworker.ops;

import org.jspecify.annotations.NullMarked;

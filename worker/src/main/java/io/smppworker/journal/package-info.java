/**
 * The submission journal ({@code smpp.submissions}): written before and after each submit_sm, read by the worker that takes a
 * partition over; and the progress of each partition of the lanes. Implements ports of {@code outbound}.
 */
@NullMarked
package io.smppworker.journal;

import org.jspecify.annotations.NullMarked;

/**
 * The submission journal ({@code smpp.submissions}): written before and after each submit_sm, read by whoever takes a
 * partition over; and how far each partition of the lanes is. Implements ports of {@code outbound}.
 */
@NullMarked
package io.smppworker.journal;

import org.jspecify.annotations.NullMarked;

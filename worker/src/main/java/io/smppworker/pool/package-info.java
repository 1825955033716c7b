/**
 * The bind slots that this worker holds, as pools of one server each: it binds, rebinds and unbinds them, paces what
 * goes to each server, and answers which server can take a segment now. Between the dispatcher and the single bind.
 */
@NullMarked
package io.smppworker.pool;

import org.jspecify.annotations.NullMarked;

/**
 * The worker's promise under everything that can happen to it: a real broker, the provider in a process of its own and
 * worker processes under a steady load, a seeded schedule of faults, and a ledger of what became of every request, from
 * what the provider and the topics saw.
 */
@NullMarked
package io.smppworker.sandbox.faults;

import org.jspecify.annotations.NullMarked;

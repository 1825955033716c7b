/**
 * What the worker is measured beside, each the main of a process of its own: what bounds it, and what is used in its
 * place. Their only argument is a worker.yaml, which names broker, group and account. They run until they are ended; what
 * they do is counted at the provider and the broker.
 */
@NullMarked
package io.smppworker.bench.contender;

import org.jspecify.annotations.NullMarked;

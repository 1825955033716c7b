package io.smppworker.kafka;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whose transaction it is, as far as the brokers tell.
 *
 * @param transactionalId the producer's; null when they do not tell
 * @param begunAt by the transaction coordinator's clock; null when it does not tell
 * @param endsAt when the coordinator aborts it ({@code transaction.timeout.ms}); null when it does not tell
 * @param forgotten whether the coordinator knows of no open transaction of that producer there: this one ends by itself
 *     no more (a "hanging" transaction, KIP-664)
 */
record TransactionOwner(
        long producerId,
        @Nullable String transactionalId,
        @Nullable Instant begunAt,
        @Nullable Instant endsAt,
        boolean forgotten) {}

package io.smppworker.kafka;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The owner of a transaction, as far as the brokers report it.
 *
 * @param transactionalId the producer's; null when not reported
 * @param begunAt by the transaction coordinator's clock; null when not reported
 * @param endsAt when the coordinator aborts it ({@code transaction.timeout.ms}); null when not reported
 * @param forgotten whether the coordinator knows of no open transaction of that producer there: this one does not end by
 *     itself (a "hanging" transaction, KIP-664)
 */
record TransactionOwner(
        long producerId,
        @Nullable String transactionalId,
        @Nullable Instant begunAt,
        @Nullable Instant endsAt,
        boolean forgotten) {}

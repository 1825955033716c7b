package io.smppworker.streams;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.FenceProducersOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** {@link GroupTransactions} by Kafka's Admin: ListTransactions (KIP-664, brokers from 3.0 on) and fenceProducers. */
public final class KafkaTransactions implements GroupTransactions {
    /** How long one call may take. */
    static final Duration BOUND = Duration.ofSeconds(3);

    private static final int BOUND_MILLIS = Math.toIntExact(BOUND.toMillis());

    private final Admin admin;
    private final String applicationId;

    public KafkaTransactions(Admin admin, String applicationId) {
        this.admin = admin;
        this.applicationId = applicationId;
    }

    @Override
    public Open open() throws Unanswered, InterruptedException {
        Map<Integer, KafkaFuture<Collection<TransactionListing>>> byBroker = answer(
                "ListTransactions",
                admin.listTransactions(new ListTransactionsOptions()
                                .filterStates(Set.of(TransactionState.ONGOING))
                                .timeoutMs(BOUND_MILLIS))
                        .byBrokerId());
        Set<String> ids = new HashSet<>();
        boolean complete = true;
        for (KafkaFuture<Collection<TransactionListing>> listing : byBroker.values()) {
            try {
                answer("ListTransactions", listing).stream()
                        .map(TransactionListing::transactionalId)
                        .filter(id -> MemberName.isOf(applicationId, id))
                        .forEach(ids::add);
            } catch (Unanswered unanswered) {
                if (unanswered.forGood()) {
                    throw unanswered;
                }
                complete = false;
            }
        }
        return new Open(ids, complete);
    }

    @Override
    public Set<String> members() throws Unanswered, InterruptedException {
        return answer(
                        "DescribeGroups",
                        admin.describeConsumerGroups(
                                        List.of(applicationId),
                                        new DescribeConsumerGroupsOptions().timeoutMs(BOUND_MILLIS))
                                .all())
                .values()
                .stream()
                .flatMap(group -> group.members().stream())
                .map(MemberDescription::clientId)
                .collect(Collectors.toSet());
    }

    @Override
    public void end(Set<String> ids) throws Unanswered, InterruptedException {
        answer(
                "InitProducerId",
                admin.fenceProducers(ids, new FenceProducersOptions().timeoutMs(BOUND_MILLIS))
                        .all());
    }

    private static <T> T answer(String request, KafkaFuture<T> future) throws Unanswered, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            boolean forGood = cause instanceof UnsupportedVersionException || cause instanceof AuthorizationException;
            throw new Unanswered(request + ": " + cause, cause, forGood);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}

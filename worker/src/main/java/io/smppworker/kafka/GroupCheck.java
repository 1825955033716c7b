package io.smppworker.kafka;

import io.smppworker.message.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * Whether the group's present members are workers. Consumers of another kind would disturb the leases: those of the classic
 * protocol keep workers out, and in a group of the {@code consumer} protocol (KIP-848) the broker assigns lanes and bind
 * slots. Blocking.
 *
 * @param assignor the name of the workers' own
 */
record GroupCheck(String groupId, String assignor) {
    /** New brokers make the 50 partitions of {@code __consumer_offsets} when they are first asked for a group. */
    private static final Duration FIRST_GROUP = Duration.ofSeconds(30);

    private static final String OWN_GROUP = "give the workers a kafka.groupId of their own";

    private static final String REMEDY = "stop them, workers of another version among them, or " + OWN_GROUP;

    Finding look(Admin admin, Duration callTimeout) throws InterruptedException, TimeoutException {
        try {
            int millis = Math.toIntExact(FIRST_GROUP.toMillis());
            return judge(Objects.requireNonNull(admin.describeConsumerGroups(
                                    List.of(groupId), new DescribeConsumerGroupsOptions().timeoutMs(millis))
                            .describedGroups()
                            .get(groupId))
                    .get());
        } catch (ExecutionException e) {
            return judge(e.getCause(), kind(admin, callTimeout));
        }
    }

    /** The group's type, where the brokers list it; null where they do not. */
    private @Nullable GroupType kind(Admin admin, Duration callTimeout) throws InterruptedException, TimeoutException {
        try {
            return admin.listGroups().all().get(callTimeout.toMillis(), TimeUnit.MILLISECONDS).stream()
                    .filter(listed -> listed.groupId().equals(groupId))
                    .findFirst()
                    .flatMap(GroupListing::type)
                    .orElse(null);
        } catch (ExecutionException e) {
            return null;
        }
    }

    /** Judges a group that cannot be described as one of consumers. */
    Finding judge(@Nullable Throwable problem, @Nullable GroupType kind) {
        if (kind == GroupType.SHARE || kind == GroupType.STREAMS) {
            return Finding.unusable(
                    subject(),
                    "is a %s group, with which a worker can have nothing in common: %s"
                            .formatted(kind.toString().toLowerCase(Locale.ROOT), OWN_GROUP));
        }
        if (problem instanceof GroupIdNotFoundException) { // nobody has joined it yet
            return Finding.good(subject(), "no members that the brokers list");
        }
        if (problem instanceof AuthorizationException) {
            return Finding.unusable(subject(), "is forbidden to this user: it needs Read on the group");
        }
        if (problem instanceof IllegalArgumentException) { // of Connect, or another user of the classic protocol
            return Finding.unusable(subject(), "is no group of consumers: " + OWN_GROUP);
        }
        return Finding.poor(subject(), "cannot be looked at: " + problem);
    }

    Finding judge(ConsumerGroupDescription group) {
        int members = group.members().size();
        if (members == 0) {
            return Finding.good(subject(), "no members");
        }
        if (group.type() == GroupType.CONSUMER) {
            return Finding.unusable(
                    subject(), "has members of the consumer protocol (%d): %s".formatted(members, REMEDY));
        }
        String theirs = group.partitionAssignor();
        // none while the group rebalances
        if (theirs == null || theirs.isEmpty() || theirs.equals(assignor)) {
            return Finding.good(subject(), members + (members == 1 ? " member" : " members"));
        }
        return Finding.unusable(
                subject(), "has members that are no workers (%d, assignor %s): %s".formatted(members, theirs, REMEDY));
    }

    private String subject() {
        return "group " + groupId;
    }
}

package io.smppworker.kafka;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session timeout of a group of the {@code consumer} protocol: how long after its last heartbeat a dead worker's
 * slots and partitions go to others. It is the broker's to keep (KIP-848: {@code consumer.session.timeout.ms} of the
 * group, within the broker's {@code group.consumer.min.session.timeout.ms}); the workers ask for what they want.
 */
final class GroupSession {
    private static final Logger LOG = LoggerFactory.getLogger(GroupSession.class);
    private static final long CALL_SECONDS = 30;
    private static final int HEARTBEATS_PER_SESSION = 5;
    private static final String TIMEOUT = "consumer.session.timeout.ms";
    private static final String HEARTBEAT = "consumer.heartbeat.interval.ms";

    private final Admin admin;
    private final ConfigResource group;

    GroupSession(Admin admin, String groupId) {
        this.admin = admin;
        this.group = new ConfigResource(ConfigResource.Type.GROUP, groupId);
    }

    /**
     * Sets the group's session timeout to the one wanted, or to the least that the broker allows where that is longer.
     * Where the broker does not let us, the timeout stays as it is, and a warning says so.
     *
     * @return the timeout that holds now; the one wanted where that is not known, for what rests on it must rather be too
     *     short than too long
     */
    Duration settle(Duration wanted) throws InterruptedException {
        try {
            Terms terms = terms(wanted);
            set(terms);
            LOG.info("group session timeout: {}", terms.inWords());
            return terms.timeout;
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn(
                    "the group's session timeout can not be set ({}): a dead worker's bind slots stay unused for as long as"
                            + " the broker says (45 s by default). Allow AlterConfigs and DescribeConfigs on the group, and"
                            + " DescribeConfigs on the cluster",
                    e.getCause() == null ? e.toString() : e.getCause().toString());
            return wanted;
        }
    }

    /**
     * The timeouts that the broker allows for what is wanted.
     *
     * @param least the broker's {@code group.consumer.min.session.timeout.ms}
     */
    record Terms(Duration wanted, Duration least, Duration timeout, Duration heartbeat) {
        String inWords() {
            return ("%s s: so long after its last heartbeat a dead worker's bind slots go to others"
                            + " (kafka.sessionTimeout %s s, the broker's group.consumer.min.session.timeout.ms %s s)")
                    .formatted(seconds(timeout), seconds(wanted), seconds(least));
        }

        /** Whether the broker makes the group wait longer than it is wanted to. */
        boolean isLonger() {
            return timeout.compareTo(wanted) > 0;
        }

        private static String seconds(Duration duration) {
            return BigDecimal.valueOf(duration.toMillis(), 3)
                    .stripTrailingZeros()
                    .toPlainString();
        }
    }

    /** What {@link #settle} would settle. */
    Terms terms(Duration wanted) throws InterruptedException, ExecutionException, TimeoutException {
        Config broker = broker();
        Duration least = millis(broker, "group.consumer.min.session.timeout.ms");
        Duration timeout = least.compareTo(wanted) > 0 ? least : wanted;
        Duration leastHeartbeat = millis(broker, "group.consumer.min.heartbeat.interval.ms");
        Duration heartbeat = timeout.dividedBy(HEARTBEATS_PER_SESSION);
        return new Terms(wanted, least, timeout, leastHeartbeat.compareTo(heartbeat) > 0 ? leastHeartbeat : heartbeat);
    }

    private Config broker() throws InterruptedException, ExecutionException, TimeoutException {
        Collection<Node> nodes = admin.describeCluster().nodes().get(CALL_SECONDS, TimeUnit.SECONDS);
        String id = nodes.iterator().next().idString();
        ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, id);
        Config config = admin.describeConfigs(List.of(broker))
                .all()
                .get(CALL_SECONDS, TimeUnit.SECONDS)
                .get(broker);
        if (config == null) {
            throw new ExecutionException(
                    new IllegalStateException("broker " + id + " does not tell its configuration"));
        }
        return config;
    }

    private static Duration millis(Config config, String name) {
        ConfigEntry entry = config.get(name);
        @Nullable String value = entry == null ? null : entry.value();
        return value == null ? Duration.ZERO : Duration.ofMillis(Long.parseLong(value));
    }

    private void set(Terms terms) throws InterruptedException, ExecutionException, TimeoutException {
        admin.incrementalAlterConfigs(
                        Map.of(group, List.of(set(TIMEOUT, terms.timeout), set(HEARTBEAT, terms.heartbeat))))
                .all()
                .get(CALL_SECONDS, TimeUnit.SECONDS);
    }

    private static AlterConfigOp set(String name, Duration value) {
        return new AlterConfigOp(new ConfigEntry(name, Long.toString(value.toMillis())), AlterConfigOp.OpType.SET);
    }
}

package io.smppworker.kafka;

import io.smppworker.message.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/**
 * Whether the brokers let a member of a group have the session timeout that is configured: within {@code
 * group.min.session.timeout.ms} (6 s by default) and {@code group.max.session.timeout.ms}. Blocking.
 *
 * @param wanted as {@code kafka.sessionTimeout} has it
 */
record SessionTimeoutCheck(Admin admin, Duration wanted) {
    private static final String SUBJECT = "group session timeout";
    private static final String LEAST = "group.min.session.timeout.ms";
    private static final String MOST = "group.max.session.timeout.ms";

    Finding look(Duration callTimeout) throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return judge(broker(callTimeout));
        } catch (ExecutionException e) {
            return Finding.good(
                    SUBJECT,
                    inWords()
                            + "; whether the brokers allow that is not known (they may say so with DescribeConfigs on the"
                            + " cluster)");
        }
    }

    private Config broker(Duration callTimeout) throws InterruptedException, ExecutionException, TimeoutException {
        long millis = callTimeout.toMillis();
        String id = admin.describeCluster()
                .nodes()
                .get(millis, TimeUnit.MILLISECONDS)
                .iterator()
                .next()
                .idString();
        ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, id);
        return Objects.requireNonNull(
                        admin.describeConfigs(List.of(broker)).values().get(broker))
                .get(millis, TimeUnit.MILLISECONDS);
    }

    private Finding judge(Config broker) {
        Long least = millis(broker, LEAST);
        Long most = millis(broker, MOST);
        if (least != null && wanted.toMillis() < least) {
            return outside("less than the brokers allow (%s %d)".formatted(LEAST, least), least);
        }
        if (most != null && wanted.toMillis() > most) {
            return outside("more than the brokers allow (%s %d)".formatted(MOST, most), most);
        }
        return Finding.good(SUBJECT, inWords());
    }

    private Finding outside(String what, long allowedMillis) {
        return Finding.unusable(
                SUBJECT,
                "kafka.sessionTimeout is %d ms, %s: set it to %d ms".formatted(wanted.toMillis(), what, allowedMillis));
    }

    private String inWords() {
        return "%d ms after its last heartbeat a dead worker's bind slots go to others (kafka.sessionTimeout)"
                .formatted(wanted.toMillis());
    }

    private static @Nullable Long millis(Config config, String name) {
        ConfigEntry entry = config.get(name);
        return entry == null || entry.value() == null ? null : Long.valueOf(entry.value());
    }
}

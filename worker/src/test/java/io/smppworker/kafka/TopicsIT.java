package io.smppworker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.SharedBroker;
import io.smppworker.config.TopicNames;
import io.smppworker.message.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/** The topics of a fleet whose workers are all started at once, on a broker that has none of them. */
class TopicsIT {
    private static final int WORKERS = 8;
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    @Test
    void everyWorkerFindsAllWhoeverCreatesThem() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
        try (SharedBroker broker = SharedBroker.prompt(run);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            List<Future<List<Finding>>> starting = new ArrayList<>();
            for (int worker = 0; worker < WORKERS; worker++) {
                starting.add(threads.submit(() -> new Topics(admin, names(), 16, -1).verify(Topics.Missing.CREATE)));
            }
            for (Future<List<Finding>> started : starting) {
                assertThat(started.get(1, TimeUnit.MINUTES))
                        .hasSize(9)
                        .extracting(Finding::grade)
                        .containsOnly(Finding.Grade.GOOD);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private TopicNames names() {
        return new TopicNames(
                "sms.outbound-" + run,
                "sms.outbound.urgent-" + run,
                "sms.receipts-" + run,
                "sms.inbound-" + run,
                "sms.dead-letters-" + run,
                "smpp.binds-" + run,
                "smpp.submissions-" + run,
                "smpp.deliveries-" + run,
                "smpp.status-" + run);
    }
}

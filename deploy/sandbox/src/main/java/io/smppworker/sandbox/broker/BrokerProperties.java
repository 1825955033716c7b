package io.smppworker.sandbox.broker;

import java.util.LinkedHashMap;
import java.util.Map;

/** The broker's configuration: one small node, quick to start and quick to rebalance. */
final class BrokerProperties {
    /** Of a controller apart from the broker, which is node 1. */
    private static final int CONTROLLER_ID = 2;

    private BrokerProperties() {}

    /** What every broker started here has in common; keys as in Kafka's server.properties. */
    static Map<String, String> common() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("auto.create.topics.enable", "false");
        properties.put("num.partitions", "1");
        properties.put("default.replication.factor", "1");
        properties.put("min.insync.replicas", "1");
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "4");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("transaction.state.log.num.partitions", "4");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        properties.put("share.coordinator.state.topic.num.partitions", "1");

        // rebalances are as quick as they may be; the session timeout stays the default of 45 s
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("group.min.session.timeout.ms", "1000");
        properties.put("group.consumer.heartbeat.interval.ms", "1000");
        properties.put("group.consumer.min.heartbeat.interval.ms", "500");
        properties.put("group.consumer.min.session.timeout.ms", "5000");

        // threads for two cores
        properties.put("num.network.threads", "2");
        properties.put("num.io.threads", "4");
        properties.put("num.replica.fetchers", "1");
        properties.put("num.recovery.threads.per.data.dir", "2");
        properties.put("background.threads", "2");
        properties.put("group.coordinator.threads", "1");
        properties.put("log.cleaner.threads", "1");
        properties.put("log.cleaner.dedupe.buffer.size", "4194304");
        return properties;
    }

    /** {@link #common} with broker and controller in one process, on loopback only, all data in {@code dataDirectory}. */
    static Map<String, String> embedded(int brokerPort, int controllerPort, String dataDirectory) {
        Map<String, String> properties = onLoopback(1, controllerPort, dataDirectory);
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("listeners", plaintext(brokerPort) + "," + controllerListener(controllerPort));
        properties.put("advertised.listeners", plaintext(brokerPort));
        return properties;
    }

    /** The broker of {@link #embedded}, whose controller is {@link #controller}. */
    static Map<String, String> broker(int brokerPort, int controllerPort, String dataDirectory) {
        Map<String, String> properties = onLoopback(CONTROLLER_ID, controllerPort, dataDirectory);
        properties.put("process.roles", "broker");
        properties.put("node.id", "1");
        properties.put("listeners", plaintext(brokerPort));
        properties.put("advertised.listeners", plaintext(brokerPort));
        return properties;
    }

    /** A controller alone. */
    static Map<String, String> controller(int controllerPort, String dataDirectory) {
        Map<String, String> properties = onLoopback(CONTROLLER_ID, controllerPort, dataDirectory);
        properties.put("process.roles", "controller");
        properties.put("node.id", Integer.toString(CONTROLLER_ID));
        properties.put("listeners", controllerListener(controllerPort));
        return properties;
    }

    private static String plaintext(int port) {
        return "PLAINTEXT://127.0.0.1:" + port;
    }

    private static String controllerListener(int port) {
        return "CONTROLLER://127.0.0.1:" + port;
    }

    private static Map<String, String> onLoopback(int controllerId, int controllerPort, String dataDirectory) {
        Map<String, String> properties = common();
        properties.put("controller.quorum.voters", controllerId + "@127.0.0.1:" + controllerPort);
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("log.dirs", dataDirectory);
        // a short log of offsets is loaded soon after a start
        properties.put("offsets.topic.segment.bytes", "1048576");
        properties.put("log.cleaner.min.cleanable.ratio", "0.1");
        properties.put("log.cleaner.backoff.ms", "1000");
        // a killed broker may register again only when the session of its last life is over
        properties.put("broker.session.timeout.ms", "3000");
        properties.put("broker.heartbeat.interval.ms", "500");
        return properties;
    }
}

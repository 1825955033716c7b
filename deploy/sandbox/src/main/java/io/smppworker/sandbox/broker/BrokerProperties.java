package io.smppworker.sandbox.broker;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The configuration of a broker: Kafka's defaults, but for what one small machine and one node need. No timeout of a
 * group, a transaction or a broker is set: what is quick here must be so on anybody's broker.
 */
final class BrokerProperties {
    /** Of a controller alone; brokers are 1 and so on. */
    private static final int CONTROLLER_ID = 100;

    private BrokerProperties() {}

    /** What every broker started here has in common; keys as in Kafka's server.properties. */
    static Map<String, String> common() {
        Map<String, String> properties = new LinkedHashMap<>();
        // one node: one copy of what is replicated
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        properties.putAll(forTwoCores());
        return properties;
    }

    /** As few threads as two cores can use, and a small heap. */
    private static Map<String, String> forTwoCores() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("num.network.threads", "2");
        properties.put("num.io.threads", "4");
        properties.put("num.recovery.threads.per.data.dir", "2");
        properties.put("background.threads", "2");
        properties.put("group.coordinator.threads", "1");
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

    /** A broker alone, whose controller is {@link #controller}. */
    static Map<String, String> broker(int id, int brokerPort, int controllerPort, String dataDirectory) {
        Map<String, String> properties = onLoopback(CONTROLLER_ID, controllerPort, dataDirectory);
        properties.put("process.roles", "broker");
        properties.put("node.id", Integer.toString(id));
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

    /**
     * Either of {@link #broker} and {@link #controller}, in a cluster whose topics have so many copies: what Kafka has for
     * its own topics by default, and the same for everybody else's.
     */
    static Map<String, String> replicated(int copies, Map<String, String> node) {
        Map<String, String> properties = new LinkedHashMap<>(node);
        properties.keySet().removeIf(key -> key.endsWith(".replication.factor") || key.endsWith(".min.isr"));
        properties.put("default.replication.factor", Integer.toString(copies));
        properties.put("min.insync.replicas", Integer.toString(copies - 1));
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
        return properties;
    }
}

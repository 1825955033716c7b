package io.smppworker.sandbox.broker;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The choice of a broker for tests and demo. */
public final class Brokers {
    /** When set, the broker to use instead of starting one. */
    public static final String ENVIRONMENT_VARIABLE = "KAFKA_BOOTSTRAP_SERVERS";

    private Brokers() {}

    /**
     * The broker that {@value #ENVIRONMENT_VARIABLE} names, else one in a container where a container engine answers, else
     * an embedded one; running.
     */
    public static Broker open() {
        @Nullable String given = System.getenv(ENVIRONMENT_VARIABLE);
        if (given != null && !given.isBlank()) {
            return new GivenBroker(given);
        }
        return ContainerEngine.answers() ? new ContainerBroker() : embedded();
    }

    /**
     * Like {@link #open()}, but that an embedded broker forms a group as soon as its first member joins ({@code
     * group.initial.rebalance.delay.ms} 0). For the many tests in which the start of a fleet is only on the way: the default
     * costs each of them 6 s and more. A test of a start takes {@link #open()}.
     */
    public static Broker prompt() {
        @Nullable String given = System.getenv(ENVIRONMENT_VARIABLE);
        boolean elsewhere = (given != null && !given.isBlank()) || ContainerEngine.answers();
        return elsewhere ? open() : embedded(Map.of("group.initial.rebalance.delay.ms", "0"));
    }

    /** A broker in a JVM of its own, from the jars on this class path; running. */
    public static Broker embedded() {
        return embedded(Map.of());
    }

    /**
     * Like {@link #embedded()}, from the jars of that version of Kafka: the one on this class path, or one that has a
     * module in {@code deploy/brokers}.
     */
    public static Broker ofVersion(String version) {
        return EmbeddedBroker.combined(BrokerVersion.of(version));
    }

    /** Like {@link #embedded()}, with so much heap that no collection of it shows in what is measured. */
    public static Broker roomy() {
        return EmbeddedBroker.roomy();
    }

    /**
     * Like {@link #embedded()}, with some of its configuration replaced.
     *
     * @param overrides keys as in Kafka's server.properties
     */
    public static Broker embedded(Map<String, String> overrides) {
        return EmbeddedBroker.combined(overrides);
    }

    /** Like {@link #embedded()}, with another listener beside the one that {@link Broker#bootstrapServers} names. */
    public static Broker embedded(SaslSsl listener) {
        return EmbeddedBroker.combined(listener);
    }

    /**
     * Like {@link #embedded()}, with the controller in a JVM of its own that lives on when the broker is stopped or killed.
     * A broker that was killed is started again when the controller has fenced it, after the 9 s of {@code
     * broker.session.timeout.ms}. One that is back sooner, or that is killed with its controller, takes up its old
     * leadership, and is then made to give it up and take it anew; the group coordinator, up to 4.4.0, may not load over
     * that, and the transaction coordinator, which takes a partition without a leader for deleted, may forget to end a
     * transaction there. No client can mend either: RATIONALE, "What a broker may do to it".
     */
    public static Broker withControllerApart() {
        return EmbeddedBroker.apart();
    }
}

package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.sandbox.broker.Brokers;
import io.smppworker.sandbox.provider.ProviderConfig;
import io.smppworker.sandbox.worker.WorkerProcess;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** SIGTERM ends a worker within its bound, whatever is broken around it. */
class ShutdownIT {
    /** Kubernetes kills after so long by default. */
    private static final Duration BOUND = Duration.ofSeconds(30);

    static Stream<Arguments> troubles() {
        return Stream.of(
                trouble(
                        "every server is down",
                        scene -> scene.provider.servers().forEach(server -> scene.provider.stopServer(server.name()))),
                trouble(
                        "no server says anything any more",
                        scene -> scene.provider
                                .servers()
                                .forEach(server -> scene.provider.order(server.name(), Map.of("halfOpen", true)))));
    }

    private static Arguments trouble(String name, Consumer<Scene> begin) {
        return Arguments.of(name, begin);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("troubles")
    void endsWithinItsBoundWhen(String name, Consumer<Scene> begin) {
        try (Scene scene = new Scene(ProviderConfig.defaults())) {
            endsWithinItsBound(scene, begin);
        }
    }

    @Test
    void endsWithinItsBoundWhenKafkaIsAway() {
        try (Scene scene = new Scene(ProviderConfig.defaults(), Brokers.prompt())) {
            endsWithinItsBound(scene, begun -> begun.broker().kill());
            scene.broker().start();
        }
    }

    private static void endsWithinItsBound(Scene scene, Consumer<Scene> trouble) {
        scene.start("w1");
        scene.awaitAllSlotsHeldBy("w1");
        scene.sendMany("shutdown", 2_000);
        scene.awaitRate(150);
        trouble.accept(scene);
        WorkerProcess worker = scene.worker("w1");
        assertThat(worker.drain(BOUND)).describedAs(worker.lastOfLog(30)).isEqualTo(143);
    }
}

package io.smppworker.system;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests at a steady rate on a thread of its own, one in ten of three segments; nobody else may send meanwhile. */
final class SteadyLoad implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger count = new AtomicInteger();
    private final Scene scene;

    /** Starts at once. */
    SteadyLoad(Scene scene, int perSecond) {
        this.scene = scene;
        var unused =
                clock.scheduleAtFixedRate(this::send, 0, TimeUnit.SECONDS.toNanos(1) / perSecond, TimeUnit.NANOSECONDS);
    }

    private void send() {
        int number = count.get();
        scene.send("steady-" + number, "27820000001", number % 10 == 0 ? "long ".repeat(80) : "short");
        count.incrementAndGet();
    }

    /** Waits until so many more have been sent. */
    void awaitMore(int requests) {
        int before = count.get();
        await().atMost(PATIENCE).until(() -> count.get() >= before + requests);
    }

    /** Stops; what was sent is Kafka's, or its refusal known to the scene. */
    @Override
    public void close() {
        clock.shutdown();
        await().atMost(PATIENCE).until(clock::isTerminated);
        scene.flush();
    }
}

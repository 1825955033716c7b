package io.smppworker.simulation;

import io.smppworker.config.ConfigFile;
import io.smppworker.config.WorkerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The workers of a history: those that live, and those that are started again. */
final class SimulatedFleet {
    private static final String YAML = """
            workerId: ${WORKER}
            kafka: {bootstrapServers: "simulated:9092"}
            account:
              systemId: acme
              password: s3cret
              tls: {enabled: false}
              messageIds: {submitResp: hex, receipt: decimal}
              longMessages: ${LONG}
              timers: {response: 8s}
            outbound:
              maxInFlight: ${MOST}
            defaults:
              transliterate: ${TRANSLITERATE}
            """;
    /** Of the seeds that SimulationIT knows, no history has it small. */
    private static final long SMALL = 4616;

    private static final int LARGE_IN_FLIGHT = 2_000;
    private static final int SMALL_IN_FLIGHT = 20;
    private static final Map<String, WorkerConfig> CONFIGS = new ConcurrentHashMap<>();

    private final World world;
    private final SimulatedKafka kafka;
    private final VirtualProvider provider;
    private final ChangingText text;
    private final Planted planted;
    private final Map<String, SimulatedWorker> running = new TreeMap<>();
    private final Map<String, Integer> incarnations = new HashMap<>();
    private final int maxInFlight;
    private int crashes;

    SimulatedFleet(World world, SimulatedKafka kafka, VirtualProvider provider, ChangingText text, Planted planted) {
        this.world = world;
        this.kafka = kafka;
        this.provider = provider;
        this.text = text;
        this.planted = planted;
        this.maxInFlight = world.stream(SMALL).nextInt(3) > 0 ? SMALL_IN_FLIGHT : LARGE_IN_FLIGHT;
    }

    /** Of every worker, but for its name and how it codes and cuts texts. */
    WorkerConfig config() {
        return config("w1", ChangingText.SAME);
    }

    private WorkerConfig config(String workerId, ChangingText.Settings settings) {
        return CONFIGS.computeIfAbsent(
                workerId + "/" + maxInFlight + "/" + settings, first -> read(workerId, maxInFlight, settings));
    }

    private static WorkerConfig read(String workerId, int maxInFlight, ChangingText.Settings settings) {
        try {
            Path file = Files.createTempFile("simulated", ".yaml");
            Files.writeString(file, YAML);
            ConfigFile.Result result = ConfigFile.load(
                    file,
                    Map.of(
                            "WORKER",
                            workerId,
                            "MOST",
                            String.valueOf(maxInFlight),
                            "LONG",
                            settings.longMessages().name(),
                            "TRANSLITERATE",
                            String.valueOf(settings.transliterate())));
            Files.delete(file);
            if (result instanceof ConfigFile.Loaded loaded) {
                return loaded.config();
            }
            throw new IllegalStateException(result.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int crashes() {
        return crashes;
    }

    /** Those whose process lives and is not asked to end. */
    List<SimulatedWorker> running() {
        List<SimulatedWorker> all = new ArrayList<>();
        running.values().forEach(worker -> {
            if (!worker.process().isDead() && !worker.isStopping()) {
                all.add(worker);
            }
        });
        return all;
    }

    /** The worker that has been given this bind slot; null when none has. */
    @Nullable
    SimulatedProcess ownerOf(int slot) {
        return running().stream()
                .filter(worker -> worker.slots().contains(slot))
                .map(SimulatedWorker::process)
                .findFirst()
                .orElse(null);
    }

    private void start(String workerId) {
        int incarnation = incarnations.merge(workerId, 1, Integer::sum);
        ChangingText.Settings settings = text.next();
        world.report("%s starts for the %d. time, with %s", workerId, incarnation, settings);
        running.put(workerId, new SimulatedWorker(kafka, provider, config(workerId, settings), incarnation, planted));
    }

    /** Starts it, unless it lives then; one that is still ending is waited for. */
    void startLater(String workerId, long delayNanos) {
        world.after(delayNanos, () -> {
            SimulatedWorker before = running.get(workerId);
            if (before == null || before.process().isDead()) {
                start(workerId);
            } else if (before.isStopping()) {
                startLater(workerId, World.SECOND);
            }
        });
    }

    void crash(SimulatedWorker worker, boolean machineToo) {
        crashes++;
        worker.crash(machineToo);
    }
}

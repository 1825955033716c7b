package io.smppworker.app;

import io.smppworker.config.WorkerConfig;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code run}: one worker, until SIGTERM. */
@Command(
        name = "run",
        description = "Runs one worker until SIGTERM; then drains and exits with 143.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Override
    public Integer call() throws Exception {
        WorkerConfig loaded = config.load();
        Worker worker = new Worker(loaded);
        Thread stopOnSignal = new Thread(worker::close, "stop");
        Runtime.getRuntime().addShutdownHook(stopOnSignal);
        try {
            worker.listen();
            if (!topicsAreUsable(loaded)) {
                return ExitCode.SOFTWARE;
            }
            worker.start();
            worker.follow(config.file());
            LOG.info("worker {} started", loaded.workerId());
            worker.ended().get();
        } catch (ExecutionException e) {
            LOG.error("worker {} failed: {}", loaded.workerId(), Failure.describe(e));
        }
        return ExitCode.SOFTWARE;
    }

    /** Waits for Kafka, however long it is away: a worker started in an outage begins when that ends. */
    private static boolean topicsAreUsable(WorkerConfig loaded) throws Exception {
        while (true) {
            try {
                return TopicsCommand.ensure(loaded, loaded.kafka().createTopics(), LOG::info, LOG::error);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof RetriableException)) {
                    throw e;
                }
                LOG.warn(
                        "Kafka at {} does not answer yet ({}); trying again",
                        loaded.kafka().bootstrapServers(),
                        Failure.describe(e));
            }
        }
    }
}

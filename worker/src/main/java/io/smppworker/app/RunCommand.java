package io.smppworker.app;

import io.smppworker.cli.CheckCommand;
import io.smppworker.cli.ConfigOption;
import io.smppworker.cli.Failure;
import io.smppworker.cli.TopicsCommand;
import io.smppworker.config.WorkerConfig;
import io.smppworker.message.Finding;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
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
            worker.follow(config.file());
            worker.listen();
            if (!topicsAreUsable(loaded) || !groupIsUsable(loaded)) {
                LOG.error("worker {} does not start", loaded.workerId());
                return ExitCode.SOFTWARE;
            }
            worker.start();
            LOG.info("worker {} started", loaded.workerId());
            worker.ended().get();
        } catch (ExecutionException e) {
            LOG.error("worker {} failed: {}", loaded.workerId(), Failure.describe(e));
        }
        return ExitCode.SOFTWARE;
    }

    /** Waits for Kafka however long it is unreachable: a worker started in an outage begins when the outage ends. */
    private static boolean topicsAreUsable(WorkerConfig loaded) throws Exception {
        while (true) {
            try {
                return TopicsCommand.ensure(loaded, loaded.kafka().createTopics(), RunCommand::log);
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

    /** Whether this worker can join its group; true when the brokers do not answer, since joining will show it. */
    private static boolean groupIsUsable(WorkerConfig loaded) throws InterruptedException {
        try {
            List<Finding> findings = CheckCommand.kafkaCheck(loaded).membership();
            findings.forEach(RunCommand::log);
            return findings.stream().allMatch(Finding::isUsable);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("the group", e);
            return true;
        }
    }

    private static void log(Finding finding) {
        switch (finding.grade()) {
            case GOOD -> LOG.info("{} {}", finding.subject(), finding.inWords());
            case POOR -> LOG.warn("{} {}", finding.subject(), finding.inWords());
            case UNUSABLE -> LOG.error("{} {}", finding.subject(), finding.inWords());
        }
    }
}

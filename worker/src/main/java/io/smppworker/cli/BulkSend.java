package io.smppworker.cli;

import io.smppworker.config.WorkerConfig;
import io.smppworker.intake.RequestCheck;
import io.smppworker.kafka.RequestSender;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;

/**
 * {@code send --from-file}: checks all lines before it produces the first, so that a file is mended and sent as a whole. If it
 * stops later, it prints why, and the lines that remain, so that the next run produces none twice. One thread.
 */
final class BulkSend {
    /** Longer than a stopped production waits for answers. */
    private static final Duration REPORT = BulkProduction.STOP_PATIENCE.plusSeconds(4);

    private final PrintWriter out;
    private final PrintWriter err;
    private final LongSupplier ticker;
    private final ProgressLine progress;

    /** @param isTerminal whether {@code err} is one */
    BulkSend(PrintWriter out, PrintWriter err, boolean isTerminal, LongSupplier ticker) {
        this.out = out;
        this.err = err;
        this.ticker = ticker;
        this.progress = new ProgressLine(err, isTerminal, ticker);
    }

    /**
     * The requests to send.
     *
     * @param file {@code -} is standard input
     * @param from source address of requests that have none; null leaves it to the worker
     * @param text of requests that have none; null when each must have its own
     */
    record Order(
            Path file,
            LineRanges lines,
            @Nullable String from,
            @Nullable String text,
            boolean urgent) {}

    /** Returns the exit code. */
    int send(WorkerConfig config, Order order) throws IOException, InterruptedException {
        RequestCompletion completion = new RequestCompletion(UUID.randomUUID() + "-", order.from(), order.text());
        try (RequestSpool spool = new RequestSpool()) {
            RequestLinesCheck lines = new RequestLinesCheck(
                    order.lines(), completion, new RequestCheck(config, Clock.systemUTC()), spool, progress);
            if (!isGood(order.file(), lines)) {
                return ExitCode.USAGE;
            }
            try (RequestSender sender = new RequestSender(config, order.urgent(), ticker)) {
                return produce(sender.topic(), sender::store, sender::lookUp, spool, completion);
            }
        }
    }

    private boolean isGood(Path file, RequestLinesCheck lines) throws IOException {
        try (InputStream in = GivenInput.open(file)) {
            RequestLines.read(in, lines);
        } catch (BadInput e) {
            err.println("--from-file: %s %s; nothing is produced".formatted(file, e.getMessage()));
            return false;
        } finally {
            progress.end();
        }
        lines.problems().forEach(err::println);
        if (!lines.allGood()) {
            err.println("nothing is produced; mend these lines and send the file again");
        }
        return lines.allGood();
    }

    /** @param lookUp throws when requests cannot be stored there */
    int produce(
            String topic, BulkProduction.Store store, Runnable lookUp, RequestSpool spool, RequestCompletion completion)
            throws IOException, InterruptedException {
        long begunNanos = ticker.getAsLong();
        if (spool.size() > 0) {
            lookUp.run();
        }
        BulkProduction production = new BulkProduction(store, progress, ticker);
        CountDownLatch reported = new CountDownLatch(1);
        Thread onSignal = new Thread(() -> stop(production, reported), "stop");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            BulkProduction.Outcome outcome = production.produce(spool);
            report(topic, outcome, completion, ticker.getAsLong() - begunNanos);
            return outcome.isWhole() ? ExitCode.OK : ExitCode.SOFTWARE;
        } finally {
            reported.countDown();
            forget(onSignal);
        }
    }

    private static void stop(BulkProduction production, CountDownLatch reported) {
        production.stop();
        try {
            boolean unused = reported.await(REPORT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread hook) {
        try {
            boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException theProcessEnds) {
            // the hook is running
        }
    }

    private void report(String topic, BulkProduction.Outcome outcome, RequestCompletion completion, long tookNanos) {
        if (outcome.failure() != null) {
            err.println("Kafka does not take a request: " + Failure.forPeople(outcome.failure()));
        }
        if (!outcome.notProduced().isEmpty()) {
            err.println("not produced are the lines of --lines " + outcome.notProduced()
                    + ": the same command with that option goes on");
        }
        if (!outcome.unknown().isEmpty()) {
            err.println("whether these are produced is not known, for Kafka has not answered: --lines "
                    + outcome.unknown());
        }
        err.flush();
        out.println("%d request%s produced to %s in %.1f s"
                .formatted(outcome.produced(), outcome.produced() == 1 ? "" : "s", topic, tookNanos / 1_000_000_000.0));
        if (completion.generatedIds() > 0) {
            out.println("messageIds of requests without one: %sLINE".formatted(completion.idPrefix()));
        }
        out.flush();
    }
}

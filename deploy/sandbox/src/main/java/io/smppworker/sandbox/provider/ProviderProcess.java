package io.smppworker.sandbox.provider;

import io.smppworker.sandbox.process.JavaCommand;
import io.smppworker.sandbox.process.JavaProcess;
import io.smppworker.sandbox.process.JvmProbe;
import io.smppworker.schemas.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A provider in a JVM of its own ({@link ProviderMain}). Thread-safe. */
public final class ProviderProcess implements AutoCloseable {
    private static final Duration READY_BOUND = Duration.ofSeconds(60);

    private final JavaProcess process;
    private final SimulatedProvider client;

    private ProviderProcess(JavaProcess process, ProviderMain.Ready ready) {
        this.process = process;
        client = new ProviderClient(ready.control());
    }

    /**
     * Starts it and waits until its servers listen.
     *
     * @param log where its stderr goes
     * @param jvmOptions such as its heap, which holds the log of every PDU
     * @throws IllegalStateException when it does not start
     */
    public static ProviderProcess start(ProviderConfig config, Path log, String... jvmOptions) {
        CompletableFuture<String> firstLine = new CompletableFuture<>();
        JavaProcess process;
        try {
            process = JavaCommand.main(ProviderMain.class)
                    .jvmOptions(jvmOptions)
                    .log(log)
                    .onLine(firstLine::complete)
                    .start(Json.MAPPER.writeValueAsString(config));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            CompletableFuture.anyOf(firstLine, process.onExit()).get(READY_BOUND.toMillis(), TimeUnit.MILLISECONDS);
            return new ProviderProcess(process, Json.MAPPER.readValue(firstLine.getNow(""), ProviderMain.Ready.class));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.close();
            throw new IllegalStateException("interrupted", e);
        } catch (IOException | ExecutionException | TimeoutException e) {
            process.close();
            throw new IllegalStateException("the provider did not start, see " + log, e);
        }
    }

    /** The provider itself; every method throws {@link UncheckedIOException} when the process does not answer. */
    public SimulatedProvider client() {
        return client;
    }

    /** What it uses. To be closed by the caller. */
    public JvmProbe probe() {
        return process.probe();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.close();
    }
}

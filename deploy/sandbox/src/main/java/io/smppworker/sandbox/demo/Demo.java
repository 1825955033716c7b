package io.smppworker.sandbox.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smppworker.schemas.Json;
import java.io.IOException;
import java.io.PrintStream;

/**
 * The main of {@code mvn -Pdemo}: a Kafka broker, the simulated provider and worker processes; requests in, receipts out,
 * and as the last line on standard output {@code RESULT} with {@link DemoResult} as JSON. Exit codes: 0 when all is as it
 * must be, 1 when not, 2 for a bad setting.
 */
public final class Demo {
    private static final int PROBLEMS_SHOWN = 20;

    private Demo() {}

    public static void main(String[] arguments) {
        DemoSettings settings;
        try {
            settings = DemoSettings.of(System.getProperties());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        Thread interruption = new Thread(() -> System.err.println("\nstopping"), "demo-interrupted");
        Runtime.getRuntime().addShutdownHook(interruption);
        int exitCode = run(settings, interruption);
        if (!hasBegun(interruption)) {
            Runtime.getRuntime().removeShutdownHook(interruption);
        }
        System.exit(exitCode);
    }

    private static int run(DemoSettings settings, Thread interruption) {
        DemoProgress progress = new DemoProgress(System.out, isTerminal());
        try {
            DemoVerdict verdict = new DemoRun(settings, progress).run();
            print(verdict, System.out);
            return verdict.problems().isEmpty() ? 0 : 1;
        } catch (RuntimeException e) {
            if (!hasBegun(interruption)) {
                progress.say("The demo failed: " + e);
            }
            return 1;
        }
    }

    private static boolean hasBegun(Thread interruption) {
        return interruption.getState() != Thread.State.NEW;
    }

    private static void print(DemoVerdict verdict, PrintStream out) {
        Summary.lines(verdict.result()).forEach(out::println);
        verdict.problems().stream().limit(PROBLEMS_SHOWN).forEach(problem -> out.println("WRONG: " + problem));
        if (verdict.problems().size() > PROBLEMS_SHOWN) {
            out.println("WRONG: and " + (verdict.problems().size() - PROBLEMS_SHOWN) + " more");
        }
        try {
            out.println("RESULT " + Json.MAPPER.writeValueAsString(verdict.result()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        out.flush();
    }

    /** System.console() cannot tell: it depends on standard input too, and on the JDK. */
    private static boolean isTerminal() {
        try {
            return new ProcessBuilder("sh", "-c", "test -t 1")
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

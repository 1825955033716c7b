package io.smppworker.sandbox.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smppworker.schemas.Json;

/**
 * The main of {@code mvn -Pbench}: runs the scenarios one after the other, prints a table and, as the last line on standard
 * output, {@code RESULT} with the figures as JSON. Exit codes: 0 when every ledger was clean, whatever the figures; 1 when
 * one was not or a scenario could not be carried through; 2 for a bad setting.
 */
public final class Bench {
    private Bench() {}

    public static void main(String[] arguments) {
        BenchSettings settings;
        try {
            settings = BenchSettings.of(System.getProperties());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        BenchReport report = new BenchReport(System.out::println);
        int exitCode = 1;
        try {
            settings.scenarios().forEach(scenario -> run(scenario, settings, report));
            exitCode = report.problems().isEmpty() ? 0 : 1;
        } catch (RuntimeException e) {
            System.out.println("The bench failed:");
            e.printStackTrace(System.out);
        }
        print(report);
        System.exit(exitCode);
    }

    private static void run(Scenario scenario, BenchSettings settings, BenchReport report) {
        try (Site site = new Site(settings, report::say)) {
            scenario.run(site, report);
        }
    }

    private static void print(BenchReport report) {
        report.table().forEach(System.out::println);
        report.problems().forEach(problem -> System.out.println("WRONG: " + problem));
        try {
            System.out.println("RESULT " + Json.MAPPER.writeValueAsString(report.result()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        System.out.flush();
    }
}

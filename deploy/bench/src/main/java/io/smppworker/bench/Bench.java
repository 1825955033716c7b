package io.smppworker.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smppworker.schemas.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The main of {@code mvn -Pbench}: runs the scenarios one after the other, all of them again for every further run, prints
 * a table, draws it as bench.svg and prints, as the last line on standard output, {@code RESULT} with the figures as JSON.
 * Exit codes: 0 when no scenario had discrepancies, whatever the figures; 1 when one had or could not be carried
 * through; 2 for a bad setting.
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
            for (int run = 1; run <= settings.runs(); run++) {
                for (Scenario scenario : settings.scenarios()) {
                    report.begin(scenario.key(), run, settings.runs());
                    run(scenario, settings, report);
                }
            }
            exitCode = report.problems().isEmpty() ? 0 : 1;
        } catch (RuntimeException e) {
            System.out.println("The bench failed:");
            e.printStackTrace(System.out);
        }
        print(report, settings.output());
        System.exit(exitCode);
    }

    private static void run(Scenario scenario, BenchSettings settings, BenchReport report) {
        try (Site site = new Site(settings, report::say)) {
            scenario.run(site, report);
        }
    }

    private static void print(BenchReport report, Path output) {
        report.table().forEach(System.out::println);
        report.problems().forEach(problem -> System.out.println("WRONG: " + problem));
        draw(report, output.resolve("bench.svg"));
        try {
            System.out.println("RESULT " + Json.MAPPER.writeValueAsString(report.result()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        System.out.flush();
    }

    private static void draw(BenchReport report, Path picture) {
        try {
            Files.createDirectories(picture.toAbsolutePath().getParent());
            Files.writeString(picture, Picture.of(report.figures(), BenchReport.machine()));
            System.out.println("drawn as " + picture);
        } catch (IOException e) {
            System.out.println("not drawn: " + e);
        }
    }
}

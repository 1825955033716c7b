package io.smppworker.sandbox.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smppworker.schemas.Json;
import java.io.PrintStream;

/**
 * The main of {@code mvn -Pfaults}: a Kafka broker, the simulated provider and worker processes under a steady load and a
 * seeded schedule of faults; as the last line on standard output {@code RESULT} with {@link LedgerResult} as JSON. When no
 * receipt has come for a minute it says how the fleet is; when anything is wrong the directory with the logs is kept, and
 * named. Exit codes: 0 when the promise was kept, 1 when not, 2 for a bad setting.
 */
public final class FaultSuite {
    private FaultSuite() {}

    public static void main(String[] arguments) {
        FaultSettings settings;
        try {
            settings = FaultSettings.of(System.getProperties());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        int exitCode = 1;
        try {
            Ledger ledger = new FaultRun(settings, System.out::println).run();
            print(ledger, System.out);
            exitCode = ledger.problems().isEmpty() ? 0 : 1;
        } catch (RuntimeException e) {
            System.out.println("The fault suite failed:");
            e.printStackTrace(System.out);
        }
        System.exit(exitCode);
    }

    private static void print(Ledger ledger, PrintStream out) {
        ledger.problems().forEach(problem -> out.println("WRONG: " + problem));
        try {
            out.println("RESULT " + Json.MAPPER.writeValueAsString(ledger.result()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        out.flush();
    }
}

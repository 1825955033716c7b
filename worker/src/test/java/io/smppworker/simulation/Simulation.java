package io.smppworker.simulation;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.smppworker.schemas.Json;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * {@code mvn -Psimulation}: histories of the seeds from {@code simulation.from} on, {@code simulation.seeds} of them; with
 * {@code simulation.seed} that one alone, and with {@code simulation.trace} its whole story. The last line is {@code RESULT}
 * and an object in JSON. Ends with 1, and names the seed, when a promise was broken.
 */
public final class Simulation {
    private static final long PROGRESS_SECONDS = 10;

    private Simulation() {}

    public static void main(String[] arguments) throws JsonProcessingException, InterruptedException {
        silence();
        Long only = Long.getLong("simulation.seed");
        if (only != null) {
            System.exit(report(only));
        }
        long from = Long.getLong("simulation.from", 1);
        long seeds = Long.getLong("simulation.seeds", 10_000);
        Seeds run = new Seeds(from, from + seeds, Planted.NOTHING);
        run.start(Runtime.getRuntime().availableProcessors());
        int printed = 0;
        boolean ended;
        do {
            ended = run.awaitEnd(PROGRESS_SECONDS, TimeUnit.SECONDS);
            List<History.Result> failed = run.failed();
            failed.subList(printed, failed.size()).forEach(one -> print(System.out, one));
            printed = failed.size();
            System.out.println(run.progress());
        } while (!ended);
        System.out.println("RESULT " + Json.MAPPER.writeValueAsString(run.result()));
        System.exit(run.failed().isEmpty() ? 0 : 1);
    }

    /** What workers log is of no use in a thousand histories at once. */
    static void silence() {
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME))
                .setLevel(Level.OFF);
    }

    private static int report(long seed) throws JsonProcessingException {
        boolean trace = Boolean.getBoolean("simulation.trace");
        History.Result result = new History(seed, Planted.NOTHING, trace ? System.out::println : null).run();
        Map<String, Object> reported = new LinkedHashMap<>();
        reported.put("seed", seed);
        reported.put("seconds", result.nanos() / World.SECOND);
        reported.put("requests", result.requests());
        reported.put("submits", result.submits());
        reported.put("crashes", result.crashes());
        reported.put("faults", result.faults());
        reported.put("violations", result.violations().size());
        if (!result.violations().isEmpty()) {
            print(System.out, result);
        }
        System.out.println("RESULT " + Json.MAPPER.writeValueAsString(reported));
        return result.violations().isEmpty() ? 0 : 1;
    }

    private static void print(PrintStream out, History.Result failed) {
        out.println(inWords(failed));
    }

    static String inWords(History.Result failed) {
        return "seed " + failed.seed() + " breaks a promise:\n  " + String.join("\n  ", failed.violations())
                + "\nits last steps (all of them: mvn -q -Psimulation -Dsimulation.seed=" + failed.seed()
                + " -Dsimulation.trace=true):\n" + String.join("\n", failed.story());
    }
}

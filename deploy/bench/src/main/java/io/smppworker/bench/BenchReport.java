package io.smppworker.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** The figures as they come, run by run, and what was wrong. Not thread-safe. */
final class BenchReport {
    private final Consumer<String> say;
    private final long startedNanos = System.nanoTime();
    private final Map<List<String>, Figure> figures = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private Discrepancies sum = Discrepancies.NONE;
    private String scenario = "";

    BenchReport(Consumer<String> say) {
        this.say = say;
    }

    void begin(String name, int run, int runs) {
        scenario = name;
        say("scenario " + name + ", run " + run + " of " + runs);
    }

    /** A line of progress. */
    void say(String line) {
        say.accept(String.format(Locale.ROOT, "[%6.1f] %s", (System.nanoTime() - startedNanos) / 1e9, line));
    }

    /**
     * One figure, of which the middle of all runs counts: a row of the table, and a number of the result.
     *
     * @param key of the object in the result
     * @param field in it
     * @param what in words, with its unit
     */
    void figure(String key, String field, String what, double measured, Target target) {
        add(List.of(key, field), what, measured, target, false);
    }

    /** As the other, of a figure that is a number of the result by itself. */
    void figure(String key, String what, double measured, Target target) {
        add(List.of(key), what, measured, target, false);
    }

    /** A figure of which the greatest of all runs counts. */
    void greatest(String key, String what, double measured, Target target) {
        add(List.of(key), what, measured, target, true);
    }

    private void add(List<String> path, String what, double measured, Target target, boolean isBound) {
        figures.computeIfAbsent(path, absent -> new Figure(scenario, target, isBound))
                .add(what, measured);
        say(String.format(Locale.ROOT, "%s: %,.3f  %s", what, measured, target));
    }

    /** What the provider and the topics saw of the scenario's messages. */
    void discrepancies(Discrepancies found) {
        sum = sum.plus(found);
        if (!found.equals(Discrepancies.NONE)) {
            problems.add(scenario + ": " + found);
        }
    }

    /** The machine that it was measured on. */
    static String machine() {
        return String.format(
                Locale.ROOT,
                "%d cores, JDK %s, %s",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                System.getProperty("os.arch"));
    }

    List<Figure> figures() {
        return List.copyOf(figures.values());
    }

    List<String> table() {
        List<String> table = new ArrayList<>();
        table.add(machine() + "; the middle of the runs (least to greatest)");
        table.add(row("scenario", "figure", "measured", "target"));
        for (Figure figure : figures()) {
            String missed = figure.target().isMet(figure.value()) ? "" : "  missed";
            table.add(row(figure.scenario(), figure.what(), figure.spread().toString(), figure.target() + missed));
        }
        return table;
    }

    List<String> problems() {
        return problems;
    }

    /** Ready to become JSON. */
    Map<String, Object> result() {
        Map<String, Object> result = new LinkedHashMap<>();
        figures.forEach((path, figure) -> {
            if (path.size() == 1) {
                result.put(path.get(0), figure.rounded());
            } else {
                fields(result, path.get(0)).put(path.get(1), figure.rounded());
            }
        });
        result.put("lost", sum.lost());
        result.put("duplicates", sum.duplicates());
        result.put("unmatched", sum.unmatched());
        return result;
    }

    @SuppressWarnings("unchecked") // what has fields is only ever made here
    private static Map<String, Double> fields(Map<String, Object> result, String key) {
        return (Map<String, Double>) result.computeIfAbsent(key, absent -> new LinkedHashMap<String, Double>());
    }

    private static String row(String name, String figure, String measured, String target) {
        return String.format(Locale.ROOT, "%-10s %-66s %38s  %s", name, figure, measured, target);
    }
}

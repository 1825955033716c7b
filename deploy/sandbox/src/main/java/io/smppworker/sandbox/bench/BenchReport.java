package io.smppworker.sandbox.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** The figures as they come, and what was wrong. Not thread-safe. */
final class BenchReport {
    private final Consumer<String> say;
    private final long startedNanos = System.nanoTime();
    private final List<String> table = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Object> result = new LinkedHashMap<>();
    private Ledger sum = Ledger.CLEAN;
    private String scenario = "";

    BenchReport(Consumer<String> say) {
        this.say = say;
        table.add(String.format(
                Locale.ROOT, "%d cores, JDK %s", Runtime.getRuntime().availableProcessors(), Runtime.version()));
        table.add(row("scenario", "figure", "measured", "target"));
    }

    void begin(String name) {
        scenario = name;
        say("scenario " + name);
    }

    /** A line of progress. */
    void say(String line) {
        say.accept(String.format(Locale.ROOT, "[%6.1f] %s", (System.nanoTime() - startedNanos) / 1e9, line));
    }

    /**
     * One figure: a row of the table, and a number of the result.
     *
     * @param key of the object in the result
     * @param field in it
     * @param what in words, with its unit
     * @param target in words
     */
    void figure(String key, String field, String what, Spread measured, String target) {
        fields(key).put(field, measured.rounded());
        add(what, measured, target);
    }

    /** As the other, of a figure that is a number of the result by itself. */
    void figure(String key, String what, Spread measured, String target) {
        result.put(key, measured.rounded());
        add(what, measured, target);
    }

    @SuppressWarnings("unchecked") // what has fields is only ever made here
    private Map<String, Double> fields(String key) {
        return (Map<String, Double>) result.computeIfAbsent(key, absent -> new LinkedHashMap<String, Double>());
    }

    private void add(String what, Spread measured, String target) {
        String row = row(scenario, what, measured.toString(), target);
        table.add(row);
        say(row);
    }

    /** What the provider and the topics saw of the scenario's messages. */
    void ledger(Ledger ledger) {
        sum = sum.plus(ledger);
        if (!ledger.equals(Ledger.CLEAN)) {
            problems.add(scenario + ": " + ledger);
        }
    }

    List<String> table() {
        return table;
    }

    List<String> problems() {
        return problems;
    }

    /** Ready to become JSON. */
    Map<String, Object> result() {
        Map<String, Object> all = new LinkedHashMap<>(result);
        all.put("lost", sum.lost());
        all.put("duplicates", sum.duplicates());
        all.put("unmatched", sum.unmatched());
        return all;
    }

    private static String row(String name, String figure, String measured, String target) {
        return String.format(Locale.ROOT, "%-10s %-64s %26s  %s", name, figure, measured, target);
    }
}

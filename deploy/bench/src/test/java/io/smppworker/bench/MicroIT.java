package io.smppworker.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every micro-benchmark runs, for a moment. The figures are not judged. */
class MicroIT {
    private static final int BENCHMARKS = 9;

    @Test
    void everyMicroBenchmarkRuns() throws RunnerException {
        Options options = new OptionsBuilder()
                .include("io.smppworker")
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(new TimeValue(50, TimeUnit.MILLISECONDS))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        Collection<RunResult> results = new Runner(options).run();
        assertThat(results)
                .hasSize(BENCHMARKS)
                .allSatisfy(result ->
                        assertThat(result.getPrimaryResult().getScore()).isPositive());
    }
}

package io.smppworker.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is deployed beside the workers speaks of metrics and alerts that there are. */
class DeployedMetricsTest {
    private static final Path DEPLOY = Path.of(System.getProperty("user.dir")).resolveSibling("deploy");

    @ParameterizedTest
    @ValueSource(strings = {"grafana/dashboard.json", "prometheus/alerts.yml", "prometheus/alerts.test.yml"})
    void onlyMetricsOfTheCatalogueAreUsed(String file) throws IOException {
        Set<String> used = found("smppworker_[a-z_]+", file);

        assertThat(used).isNotEmpty();
        assertThat(series()).containsAll(used);
    }

    @Test
    void everyAlertIsInTheRunbook() throws IOException {
        Set<String> alerts = found("(?<=alert: )\\w+", "prometheus/alerts.yml");

        assertThat(alerts).isNotEmpty();
        assertThat(found("(?m)(?<=^### )\\w+$", "README.md")).containsExactlyElementsOf(alerts);
        assertThat(found("(?<=runbook: deploy/README.md#)\\w+", "prometheus/alerts.yml"))
                .containsExactlyElementsOf(alerts.stream()
                        .map(name -> name.toLowerCase(java.util.Locale.ROOT))
                        .toList());
    }

    private static Set<String> found(String pattern, String file) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(DEPLOY.resolve(file)));
        return matcher.results().map(java.util.regex.MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    /** As Prometheus stores them. */
    private static Set<String> series() {
        return Stream.of(Metric.values())
                .flatMap(metric -> switch (metric.type()) {
                    case COUNTER -> Stream.of(metric.exportedName() + "_total");
                    case HISTOGRAM -> Stream.of("_bucket", "_sum", "_count").map(metric.exportedName()::concat);
                    case GAUGE, INFO -> Stream.of(metric.exportedName());
                })
                .collect(Collectors.toSet());
    }
}

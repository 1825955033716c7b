package io.smppworker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the package table: what each package is for, and what it may know. */
class ArchitectureTest {
    private static final String ROOT = "io.smppworker.";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/sandbox/"))
            .importPackages("io.smppworker");

    /** Package, and which of ours it may import. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("message", Set.of()),
            Map.entry("config", Set.of("message")),
            Map.entry("encoding", Set.of("message")),
            Map.entry("throttle", Set.of("message")),
            Map.entry("smpp", Set.of("message", "config", "encoding", "throttle")),
            Map.entry("pool", Set.of("message", "config", "encoding", "throttle", "smpp")),
            Map.entry("outbound", Set.of("message", "config", "encoding", "throttle", "smpp", "pool")),
            Map.entry("inbound", Set.of("message", "config", "encoding")),
            Map.entry("correlate", Set.of("message", "schemas")),
            Map.entry("kafka", Set.of("inbound", "config", "message", "schemas")),
            Map.entry("journal", Set.of("kafka", "outbound", "schemas", "message", "config")),
            Map.entry("lease", Set.of("kafka", "config", "message", "throttle")),
            Map.entry(
                    "intake",
                    Set.of(
                            "lease",
                            "journal",
                            "outbound",
                            "inbound",
                            "kafka",
                            "schemas",
                            "throttle",
                            "config",
                            "message")),
            Map.entry("ops", Set.of("message", "config")));

    static Stream<String> packages() {
        return MAY_IMPORT.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageImportsOnlyWhatItMay(String name) {
        Set<String> others = new TreeSet<>(MAY_IMPORT.keySet());
        others.add("app");
        others.add("schemas");
        others.remove(name);
        others.removeAll(MAY_IMPORT.getOrDefault(name, Set.of()));
        String[] forbidden = others.stream().map(other -> ROOT + other + "..").toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .check(CLASSES);
    }

    @Test
    void everyPackageIsInTheTable() {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            if (!type.getPackageName().equals("io.smppworker.schemas")) {
                found.add(type.getPackageName());
            }
        }
        Set<String> expected = new TreeSet<>();
        MAY_IMPORT.keySet().forEach(name -> expected.add(ROOT + name));
        expected.add(ROOT + "app");

        assertThat(found).isEqualTo(expected);
    }

    @Test
    void messageKnowsTheJdkOnly() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "message")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", ROOT + "message", "org.jspecify.annotations")
                .check(CLASSES);
    }

    @Test
    void onlySmppKnowsCloudhopperAndNetty() {
        onlyIn(Set.of("smpp"), "com.cloudhopper..", "io.netty..");
    }

    @Test
    void kafkaStaysAtTheEdges() {
        onlyIn(Set.of("kafka", "journal", "lease", "intake", "correlate", "app"), "org.apache.kafka..");
    }

    @Test
    void metricsStayInOps() {
        onlyIn(Set.of("ops", "app"), "com.codahale..");
    }

    @Test
    void timeIsAnArgument() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "app")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .check(CLASSES);
    }

    private static void onlyIn(Set<String> packages, String... libraries) {
        DescribedPredicate<JavaClass> elsewhere = DescribedPredicate.describe(
                "outside of " + packages,
                type -> packages.stream()
                        .noneMatch(name -> type.getPackageName().equals(ROOT + name)));
        noClasses()
                .that(elsewhere)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .check(CLASSES);
    }
}

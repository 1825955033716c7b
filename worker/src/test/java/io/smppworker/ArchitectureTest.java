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

    /** Package, and which of ours it imports. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("message", Set.of()),
            Map.entry("config", Set.of("message")),
            Map.entry("encoding", Set.of("message")),
            Map.entry("throttle", Set.of("message")),
            Map.entry("smpp", Set.of("message", "config")),
            Map.entry("pool", Set.of("message", "config", "throttle", "smpp")),
            Map.entry("outbound", Set.of("message", "config", "encoding", "smpp", "pool")),
            Map.entry("inbound", Set.of("message", "encoding")),
            Map.entry("correlate", Set.of("streams", "config", "encoding", "message", "schemas")),
            Map.entry("streams", Set.of("schemas")),
            Map.entry("kafka", Set.of("inbound", "config", "message", "schemas")),
            Map.entry("journal", Set.of("kafka", "outbound", "schemas", "message")),
            Map.entry("lease", Set.of("config", "message", "throttle")),
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
            Map.entry("ops", Set.of("config")),
            Map.entry(
                    "cli",
                    Set.of(
                            "correlate",
                            "intake",
                            "kafka",
                            "pool",
                            "smpp",
                            "throttle",
                            "encoding",
                            "schemas",
                            "ops",
                            "config",
                            "message")));

    static Stream<String> packages() {
        return MAY_IMPORT.keySet().stream().sorted();
    }

    /** No more, and no less; of a constant the compiler leaves nothing to see. */
    @ParameterizedTest
    @MethodSource("packages")
    void aPackageImportsWhatTheTableSays(String name) {
        Set<String> used = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            if (type.getPackageName().equals(ROOT + name)) {
                type.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass().getPackageName())
                        .filter(target -> target.startsWith(ROOT))
                        .map(target -> target.substring(ROOT.length()))
                        .forEach(used::add);
            }
        }
        used.remove(name);
        assertThat(used).isEqualTo(new TreeSet<>(MAY_IMPORT.getOrDefault(name, Set.of())));
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
        onlyIn(
                Set.of("kafka", "journal", "lease", "intake", "streams", "correlate", "cli", "app"),
                "org.apache.kafka..");
    }

    @Test
    void metricsStayInOps() {
        onlyIn(Set.of("ops", "app"), "com.codahale..");
    }

    private static final Set<String> CLOCKS = Set.of(
            "java.lang.System::nanoTime",
            "java.lang.System::currentTimeMillis",
            "java.time.Instant::now",
            "java.time.Clock::systemUTC",
            "java.time.Clock::systemDefaultZone");

    @Test
    void timeIsAnArgument() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "app", ROOT + "cli")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.Clock.class, "systemUTC")
                .orShould()
                .callMethod(java.time.Clock.class, "systemDefaultZone")
                .check(CLASSES);
        assertThat(CLASSES.stream()
                        .filter(type -> !Set.of(ROOT + "app", ROOT + "cli").contains(type.getPackageName()))
                        .flatMap(type -> type.getMethodReferencesFromSelf().stream())
                        .filter(reference ->
                                CLOCKS.contains(reference.getTargetOwner().getName() + "::"
                                        + reference.getTarget().getName()))
                        .map(reference -> reference.getOriginOwner().getSimpleName()))
                .describedAs("who refers to a clock; the one is made by logback")
                .containsOnly("QuietKafka");
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

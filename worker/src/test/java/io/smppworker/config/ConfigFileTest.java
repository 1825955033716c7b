package io.smppworker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.smppworker.config.AccountConfig.Binds;
import io.smppworker.config.AccountConfig.MessageIds;
import io.smppworker.config.AccountConfig.Population;
import io.smppworker.config.AccountConfig.Receipts;
import io.smppworker.config.AccountConfig.Server;
import io.smppworker.config.AccountConfig.Timers;
import io.smppworker.config.WorkerConfig.Role;
import io.smppworker.message.DefaultAlphabet;
import io.smppworker.message.LongMessages;
import io.smppworker.message.MessageIdForm;
import io.smppworker.message.NationalLanguage;
import io.smppworker.message.OnInDoubt;
import io.smppworker.message.ReceiptEsmClass;
import io.smppworker.message.RegisteredDelivery;
import io.smppworker.message.SegmentReceipts;
import io.smppworker.message.TextEncoding;
import io.smppworker.message.TextSettings;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a good file gives. Long, because it has a test for each section and each form of a value. */
class ConfigFileTest {
    private static final String MINIMAL = """
            kafka: {bootstrapServers: "localhost:9092"}
            account: {systemId: acme, password: s3cret}
            """;

    @TempDir
    private Path directory;

    @Test
    void aFileWithOnlyTheRequiredKeysGetsEveryDefault() {
        assertThat(load(MINIMAL, Map.of()))
                .isEqualTo(new WorkerConfig(
                        "worker-1",
                        Set.of(Role.SUBMIT, Role.CORRELATE),
                        new KafkaConfig(
                                "localhost:9092", "smpp-worker", true, -1, Duration.ofSeconds(6), List.of(), Map.of()),
                        new TopicNames(
                                "sms.outbound",
                                "sms.outbound.urgent",
                                "sms.receipts",
                                "sms.inbound",
                                "sms.dead-letters",
                                "smpp.binds",
                                "smpp.submissions",
                                "smpp.deliveries",
                                "smpp.status"),
                        AccountConfigBuilder.builder()
                                .systemId("acme")
                                .password(new Secret("s3cret"))
                                .systemType("")
                                .binds(new Binds(4, 0, 0))
                                .window(10)
                                .throttle(50)
                                .servers(List.of(
                                        new Server("smpp1", "smpp1.smsportal.com", 4080, "A", Population.HIGH),
                                        new Server("smpp2", "smpp2.smsportal.com", 4080, "A", Population.MEDIUM),
                                        new Server("smpp3", "smpp3.smsportal.com", 4080, "B", Population.MEDIUM),
                                        new Server("smpp4", "smpp4.smsportal.com", 4080, "B", Population.LOW)))
                                .tls(new TlsConfig(true, true, null, true, List.of("TLSv1.3", "TLSv1.2"), null, null))
                                .addressing(new AddressingConfig(
                                        new AddressingConfig.Kind("0", "0"),
                                        new AddressingConfig.Kind("0", "0"),
                                        new AddressingConfig.Bind("0", "0", "")))
                                .serviceType("")
                                .tlvs(List.of())
                                .messageIds(new MessageIds(MessageIdForm.RAW, MessageIdForm.RAW))
                                .segmentReceipts(SegmentReceipts.ALL)
                                .receipts(new Receipts(ReceiptEsmClass.REQUIRED, Map.of()))
                                .longMessages(LongMessages.UDH)
                                .defaultAlphabet(DefaultAlphabet.GSM0338)
                                .packed(false)
                                .nationalLanguages(List.of())
                                .statuses(Map.of())
                                .maxPduOctets(65_536)
                                .timers(new Timers(
                                        Duration.ofSeconds(10),
                                        Duration.ofSeconds(10),
                                        Duration.ofSeconds(30),
                                        Duration.ofSeconds(30),
                                        Duration.ofSeconds(5),
                                        Duration.ofSeconds(1),
                                        Duration.ofSeconds(3),
                                        Duration.ofSeconds(10)))
                                .build(),
                        new OutboundConfig(2000, 255, 8, 2, 10, Duration.ofMinutes(10), 250_000),
                        new RequestDefaults(null, TextEncoding.AUTO, RegisteredDelivery.FINAL, OnInDoubt.RESEND, false),
                        new CorrelatorConfig(
                                Path.of("state/worker-1"),
                                1,
                                Duration.ofMillis(30),
                                Duration.ofHours(72),
                                Duration.ofHours(72),
                                Duration.ofHours(12),
                                Duration.ofHours(1),
                                Duration.ofHours(1)),
                        new AdminConfig("127.0.0.1", 9464, false),
                        new LoggingConfig(null)));
    }

    @Test
    void theExampleFileSaysWhatTheDefaultsAre() throws IOException {
        Path example = Path.of(System.getProperty("user.dir")).resolveSibling("deploy/worker.example.yaml");
        Map<String, String> env = Map.of("SMPP_SYSTEM_ID", "acme", "SMPP_PASSWORD", "s3cret");

        assertThat(load(Files.readString(example), env)).isEqualTo(load(MINIMAL, Map.of()));
    }

    /** It is the reference: a key that the records have and it has not would be one that nobody knows of. */
    @Test
    void theExampleFileHasTheKeysOfTheRecordsAndNoOther() throws IOException {
        Path example = Path.of(System.getProperty("user.dir")).resolveSibling("deploy/worker.example.yaml");
        assertThat(keys(new YAMLMapper().readTree(example.toFile()), WorkerConfig.class, ""))
                .containsExactlyInAnyOrderElementsOf(keys(WorkerConfig.class, ""));
    }

    private static List<String> keys(Class<?> section, String path) {
        List<String> keys = new ArrayList<>();
        for (RecordComponent component : section.getRecordComponents()) {
            String key = path + name(component);
            Class<?> nested = section(component);
            keys.addAll(nested == null ? List.of(key) : keys(nested, key + "."));
        }
        return keys;
    }

    /** Those of the file, as far down as the records have sections. */
    private static List<String> keys(JsonNode file, Class<?> section, String path) {
        List<String> keys = new ArrayList<>();
        file.properties().forEach(field -> {
            String key = path + field.getKey();
            Class<?> nested = Arrays.stream(section.getRecordComponents())
                    .filter(component -> name(component).equals(field.getKey()))
                    .map(ConfigFileTest::section)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
            JsonNode value = field.getValue().isArray() ? field.getValue().path(0) : field.getValue();
            keys.addAll(nested == null ? List.of(key) : keys(value, nested, key + "."));
        });
        return keys;
    }

    private static String name(RecordComponent component) {
        JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
        return renamed == null ? component.getName() : renamed.value();
    }

    /** The record that a key holds, or a list of which it holds; null for a plain value, and a list that is empty there. */
    private static @Nullable Class<?> section(RecordComponent component) {
        Class<?> type = component.getGenericType() instanceof ParameterizedType list
                        && list.getActualTypeArguments()[0] instanceof Class<?> element
                ? element
                : component.getType();
        return type.isRecord() && type != Secret.class && type != TlvConfig.class ? type : null;
    }

    @Test
    void whatTheFileSaysReplacesTheDefault() {
        WorkerConfig config = load("""
                workerId: sms-7
                roles: [correlate]
                kafka:
                  bootstrapServers: a:9092, b:9092
                  properties: {request.timeout.ms: 30000, sasl.jaas.config: "x required;"}
                topics: {sms.outbound: my.outbound}
                account:
                  systemId: acme
                  password: s3cret
                  window: 100
                  messageIds: {submitResp: HEX}
                  timers: {enquireLink: 500ms, response: PT1M, drain: 2m}
                  servers:
                    - {name: sim, host: 127.0.0.1, port: 2775, location: X, population: low}
                    - {name: other, host: 127.0.0.1}
                correlator: {stateDir: /var/lib/smpp-worker}
                """, Map.of());

        assertThat(config.workerId()).isEqualTo("sms-7");
        assertThat(config.roles()).containsExactly(Role.CORRELATE);
        assertThat(config.kafka().bootstrapServers()).isEqualTo("a:9092, b:9092");
        assertThat(config.kafka().properties())
                .isEqualTo(Map.of("request.timeout.ms", "30000", "sasl.jaas.config", "x required;"));
        assertThat(config.topics().outbound()).isEqualTo("my.outbound");
        assertThat(config.topics().urgent()).isEqualTo("sms.outbound.urgent");
        assertThat(config.account().window()).isEqualTo(100);
        assertThat(config.account().messageIds()).isEqualTo(new MessageIds(MessageIdForm.HEX, MessageIdForm.RAW));
        assertThat(config.account().timers().enquireLink()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.account().timers().response()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.account().timers().drain()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.account().servers())
                .containsExactly(
                        new Server("sim", "127.0.0.1", 2775, "X", Population.LOW),
                        new Server("other", "127.0.0.1", 4080, "A", Population.HIGH));
        assertThat(config.correlator().stateDir()).isEqualTo(Path.of("/var/lib/smpp-worker"));
    }

    @Test
    void whatEverySubmitSmOfAnAccountHasIsSaidByIt() {
        AccountConfig account = load("""
                kafka: {bootstrapServers: "a:9092"}
                account:
                  systemId: acme
                  password: s3cret
                  addressing:
                    source: {ton: auto, npi: 9}
                    destination: {ton: 1, npi: "${NPI}"}
                    bind: {ton: 1, range: "^27"}
                  serviceType: CMT
                  tlvs: [{tag: 0x1401, text: sales}, {tag: "0x130C"}, {tag: 0x1500, hex: 00fF}]
                  defaultAlphabet: LATIN1
                """, Map.of("NPI", "1")).account();

        assertThat(account.addressing())
                .isEqualTo(new AddressingConfig(
                        new AddressingConfig.Kind("auto", "9"),
                        new AddressingConfig.Kind("1", "1"),
                        new AddressingConfig.Bind("1", "0", "^27")));
        assertThat(account.serviceType()).isEqualTo("CMT");
        assertThat(account.tlvs())
                .containsExactly(
                        new TlvConfig("0x1401", null, "sales"),
                        new TlvConfig("0x130C", null, null),
                        new TlvConfig("0x1500", "00fF", null));
        assertThat(account.defaultAlphabet()).isEqualTo(DefaultAlphabet.LATIN1);
    }

    @Test
    void howTextsAreCodedIsSaidByAccountAndDefaults() {
        WorkerConfig config = load("""
                kafka: {bootstrapServers: "a:9092"}
                account:
                  systemId: acme
                  password: s3cret
                  longMessages: sar
                  packed: true
                  nationalLanguages: [turkish, urdu, turkish]
                defaults: {transliterate: true}
                """, Map.of());

        assertThat(config.text())
                .isEqualTo(new TextSettings(
                        LongMessages.SAR, true, List.of(NationalLanguage.TURKISH, NationalLanguage.URDU), true));
        assertThat(load(MINIMAL, Map.of()).text()).isEqualTo(TextSettings.DEFAULT);
    }

    @Test
    void withoutTlsTheDefaultPortIsThePlainOne() {
        WorkerConfig four = load(MINIMAL.replace("s3cret", "s3cret, tls: {enabled: false}"), Map.of());
        WorkerConfig own = load(
                MINIMAL.replace(
                        "s3cret",
                        "s3cret, tls: {enabled: false}, servers: [{name: a, host: h}, {name: b, host: h, port: 1}]"),
                Map.of());

        assertThat(four.account().servers()).hasSize(4).extracting(Server::port).containsOnly(4075);
        assertThat(own.account().servers()).extracting(Server::port).containsExactly(4075, 1);
    }

    @Test
    void bindTypesLeftOutAreZeroOnceBindsAreGiven() {
        WorkerConfig config = load(MINIMAL.replace("s3cret", "s3cret, binds: {transmitter: 2, receiver: 2}"), Map.of());

        assertThat(config.account().binds()).isEqualTo(new Binds(0, 2, 2));
        assertThat(config.account().binds().total()).isEqualTo(4);
    }

    @Test
    void anExplicitNullIsTheDefault() {
        String withNulls = MINIMAL + "admin:\nroles: ~\ndefaults: {from: null, encoding: null}\n";

        assertThat(load(withNulls, Map.of())).isEqualTo(load(MINIMAL, Map.of()));
    }

    @Test
    void credentialsKeepTheTextTheyWereWrittenWith() {
        WorkerConfig config = load(MINIMAL.replace("s3cret", "007").replace("acme", "1e3"), Map.of());

        assertThat(config.account().password().value()).isEqualTo("007");
        assertThat(config.account().systemId()).isEqualTo("1e3");
    }

    @Test
    void environmentVariablesAreSubstitutedAnywhereInValues() {
        WorkerConfig config = load(
                """
                workerId: ${POD:-none}-${INDEX:-0}
                kafka:
                  bootstrapServers: ${KAFKA}
                  properties: {sasl.jaas.config: "$${file:/run/secret:jaas}"}
                account: {systemId: acme, password: "${PASSWORD}", tls: {enabled: "${TLS}"}}
                admin: {port: "${PORT:-9000}"}
                roles: ["${ROLE}"]
                """,
                Map.of(
                        "POD",
                        "",
                        "INDEX",
                        "3",
                        "KAFKA",
                        "k:1",
                        "PASSWORD",
                        "a: #${X}",
                        "TLS",
                        "false",
                        "ROLE",
                        "submit"));

        assertThat(config.workerId()).isEqualTo("none-3");
        assertThat(config.kafka().bootstrapServers()).isEqualTo("k:1");
        assertThat(config.kafka().properties()).containsEntry("sasl.jaas.config", "${file:/run/secret:jaas}");
        assertThat(config.account().password().value()).isEqualTo("a: #${X}");
        assertThat(config.account().tls().enabled()).isFalse();
        assertThat(config.admin().port()).isEqualTo(9000);
        assertThat(config.roles()).containsExactly(Role.SUBMIT);
    }

    @Test
    void theWorkerIdIsTheHostNameWhereThereIsOne() {
        WorkerConfig config = load(MINIMAL, Map.of("HOSTNAME", "pod-7"));

        assertThat(config.workerId()).isEqualTo("pod-7");
        assertThat(config.correlator().stateDir()).isEqualTo(Path.of("state/pod-7"));
    }

    @Test
    void aRelativeCaFileIsLookedForBesideTheConfigurationFile() throws IOException {
        Files.writeString(directory.resolve("ca.pem"), "");

        WorkerConfig config = load(MINIMAL.replace("s3cret", "s3cret, tls: {caFile: ca.pem}"), Map.of());

        assertThat(config.account().tls().caFile()).isEqualTo(directory.resolve("ca.pem"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "certificateFile: me.pem, keyFile: me.key | ",
                "certificateFile: me.pem | account.tls.keyFile is required beside certificateFile",
                "keyFile: me.key | account.tls.certificateFile is required beside keyFile",
                "certificateFile: me.pem, keyFile: gone.key | account.tls.keyFile must be a readable file",
                "certificateFile: gone.pem, keyFile: me.key | account.tls.certificateFile must be a readable file"
            })
    void aClientCertificateComesWithItsKeyBesideTheConfigurationFile(String tls, @Nullable String problem)
            throws IOException {
        Files.writeString(directory.resolve("me.pem"), "");
        Files.writeString(directory.resolve("me.key"), "");
        Path file = Files.writeString(
                directory.resolve("worker.yaml"), MINIMAL.replace("s3cret", "s3cret, tls: {" + tls + "}"));
        ConfigFile.Result result = ConfigFile.load(file, Map.of());
        if (problem == null) {
            TlsConfig read = ((ConfigFile.Loaded) result).config().account().tls();
            assertThat(read.certificateFile()).isEqualTo(directory.resolve("me.pem"));
            assertThat(read.keyFile()).isEqualTo(directory.resolve("me.key"));
        } else {
            assertThat(((ConfigFile.Invalid) result).problems()).hasToString("[" + problem + "]");
        }
    }

    @Test
    void credentialsLongerThanTheSpecificationAreUsedWithAWarningThatDoesNotShowThem() throws IOException {
        AccountConfig usual = load(MINIMAL, Map.of()).account();
        assertThat(usual.tooLong()).isEmpty();

        AccountConfig longer = load(
                        MINIMAL.replace("systemId: acme", "systemId: acme567890123456, systemType: type567890123")
                                .replace("s3cret", "abcdefghijkl"),
                        Map.of())
                .account();
        assertThat(longer.systemId()).isEqualTo("acme567890123456");
        assertThat(longer.currentPassword().value()).isEqualTo("abcdefghijkl");
        assertThat(longer.tooLong())
                .hasSize(3)
                .satisfiesExactly(
                        id -> assertThat(id).startsWith("account.systemId has 16 characters, SMPP 3.4 allows 15"),
                        password -> assertThat(password)
                                .startsWith("account.password has 12 characters, SMPP 3.4 allows 8"),
                        type -> assertThat(type).startsWith("account.systemType has 13 characters, SMPP 3.4 allows 12"))
                .noneMatch(warning -> warning.contains("abcdefghijkl") || warning.contains("acme56"));
    }

    @Test
    void aPasswordFileIsReadAgainWheneverThePasswordIsNeeded() throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "first\n");
        AccountConfig account = load(
                        MINIMAL.replace("password: s3cret", "passwordFile: password"), Map.of("SMPP_PASSWORD", "other"))
                .account();
        assertThat(account.currentPassword().value()).isEqualTo("first");

        Files.writeString(file, "second");
        assertThat(account.currentPassword().value()).isEqualTo("second");

        Files.writeString(file, "x".repeat(256));
        assertThatThrownBy(account::currentPassword)
                .isInstanceOf(IOException.class)
                .hasMessage("account.passwordFile its content must be at most 255 characters");
        Files.delete(file);
        assertThatThrownBy(account::currentPassword)
                .isInstanceOf(IOException.class)
                .hasMessage("account.passwordFile must be a readable text file");
    }

    @Test
    void neitherThePasswordNorAKafkaPropertyIsPrinted() {
        WorkerConfig config = load("""
                kafka: {bootstrapServers: "k:1", properties: {ssl.key.password: hunter2}}
                account: {systemId: acme, password: s3cret}
                """, Map.of());

        assertThat(config.toString())
                .contains("acme", "ssl.key.password", "password=***")
                .doesNotContain("s3cret", "hunter2");
    }

    private WorkerConfig load(String yaml, Map<String, String> env) {
        Path file = directory.resolve("worker.yaml");
        try {
            Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        ConfigFile.Result result = ConfigFile.load(file, env);
        assertThat(result).isInstanceOf(ConfigFile.Loaded.class);
        return ((ConfigFile.Loaded) result).config();
    }
}

package io.smppworker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.smppworker.config.ConfigFile.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is reported of a bad file. Long, because it has a test for each kind of problem. */
class ConfigFileProblemsTest {
    private static final String NO_WORD =
            "must be a word of stat:, 1 to 64 ASCII characters, or the number of a message_state";
    private static final String STATE = "must be one of enroute, accepted, delivered, undeliverable, expired, deleted,"
            + " rejected, unknown, other";
    private static final String DURATION = "must be a duration, as 500ms, 30s, 2m, 1h or PT30S";
    private static final String BINDS = "must have at least one transceiver or transmitter";
    private static final String PROTOCOLS = "must have at least one of TLSv1.3, TLSv1.2";
    private static final String PROTOCOL = "must be TLSv1.3, TLSv1.2, or one of the outdated TLSv1.1, TLSv1";
    private static final String NOT_LOCAL =
            "must be localhost, 127.0.0.1 or ::1, unless admin.allowRemote is true: it has no password";
    private static final String NOBODY_TRUSTED = "must be true without a caFile: no server would be trusted";
    private static final String BACK_OFF = "must not be shorter than reconnectMin";
    private static final String PDU_OCTETS = "must be between 16 and 16777216";
    private static final String NO_ERROR = "must be an error, which ESME_ROK is not";
    private static final String NO_STATUS =
            "unknown command_status; must be a name of SMPP 3.4, as ESME_RTHROTTLED, or as 0x00000058";
    private static final String STATUS_CLASS = "must be one of permanent, transient, throttle, session, account";
    private static final String LONG_MESSAGES = "must be one of udh, udh16, sar, payload";
    private static final String LANGUAGES = "must be one of turkish, spanish, portuguese, bengali, gujarati, hindi,"
            + " kannada, malayalam, oriya, punjabi, tamil, telugu, urdu";
    private static final String BOOTSTRAP = "must be host:port, several separated by commas";
    private static final String REPLICATION = "must be -1 (the broker's default) or between 1 and 32767";
    private static final String TOPIC =
            "must be a Kafka topic name: 1 to 249 letters, digits, dots, dashes and underscores";
    private static final String TON = "must be a number from 0 to 255, or auto";
    private static final String TAG = "must be 0x and four hexadecimal digits, as 0x1400";
    private static final String OWN_TAG = "must not be one that the worker sets itself: see account.longMessages";
    private static final String UNSET = "needs the environment variable NOPE, NADA, which is not set";
    private static final String NOT_A_REFERENCE =
            "must have ${NAME} or ${NAME:-default} where it has ${; write $${ for a plain ${";

    private static final YAMLMapper YAML = new YAMLMapper();

    @TempDir
    private Path directory;

    static Stream<Arguments> singleProblems() {
        return Stream.of(
                // required
                arguments("kafka.bootstrapServers", "''", "kafka.bootstrapServers", "is required"),
                arguments("account.systemId", "''", "account.systemId", "is required"),
                arguments("account.password", "null", "account.password", "is required"),
                arguments("workerId", "''", "workerId", "is required"),
                arguments("admin.host", "''", "admin.host", "is required"),
                // addresses, parameters, alphabet
                arguments("account.addressing.source.ton", "national", "account.addressing.source.ton", TON),
                arguments("account.addressing.source.npi", "256", "account.addressing.source.npi", TON),
                arguments("account.addressing.destination.ton", "-1", "account.addressing.destination.ton", TON),
                arguments("account.addressing.bind.npi", "1.5", "account.addressing.bind.npi", TON),
                arguments("account.addressing.bind.ton", "''", "account.addressing.bind.ton", TON),
                arguments(
                        "account.addressing.bind.range",
                        "x".repeat(41),
                        "account.addressing.bind.range",
                        "must be at most 40 characters"),
                arguments("account.addressing.bind.range", "ü", "account.addressing.bind.range", "must be ASCII"),
                arguments(
                        "account.addressing.source",
                        "{kind: 5}",
                        "account.addressing.source.kind",
                        "unknown key; known here: ton, npi"),
                arguments("account.serviceType", "SERVICE", "account.serviceType", "must be at most 5 characters"),
                arguments("account.serviceType", "Ü", "account.serviceType", "must be ASCII"),
                arguments("account.tlvs", "0x1400", "account.tlvs", "must be a list, as [a, b]"),
                arguments("account.tlvs", "[a]", "account.tlvs[0]", "must be a section of keys and values"),
                arguments("account.tlvs", "[{text: a}]", "account.tlvs[0].tag", "is required"),
                arguments("account.tlvs", "[{tag: 5120, text: a}]", "account.tlvs[0].tag", TAG),
                arguments("account.tlvs", "[{tag: '0x140', text: a}]", "account.tlvs[0].tag", TAG),
                arguments(
                        "account.tlvs",
                        "[{tag: '0x1400', hex: abc}]",
                        "account.tlvs[0].hex",
                        "must be an even number of hexadecimal digits"),
                arguments(
                        "account.tlvs",
                        "[{tag: '0x1400', hex: ab, text: a}]",
                        "account.tlvs[0].text",
                        "must not be given beside hex"),
                arguments(
                        "account.tlvs",
                        "[{tag: '0x1400', text: " + "é".repeat(32_768) + "}]",
                        "account.tlvs[0].text",
                        "must be at most 65535 octets"),
                arguments(
                        "account.tlvs",
                        "[{tag: '0x1400', value: a}]",
                        "account.tlvs[0].value",
                        "unknown key; known here: tag, hex, text"),
                arguments(
                        "account.tlvs",
                        "[{tag: '0x140a', text: a}, {tag: '0x140A', text: b}]",
                        "account.tlvs[1]",
                        "must not have the tag of tlvs[0]"),
                arguments("account.tlvs", "[{tag: '0x0424', text: a}]", "account.tlvs[0].tag", OWN_TAG),
                arguments("account.tlvs", "[{tag: '0x020e', hex: '02'}]", "account.tlvs[0].tag", OWN_TAG),
                arguments(
                        "account.defaultAlphabet",
                        "utf16",
                        "account.defaultAlphabet",
                        "must be one of gsm0338, ascii, latin1, utf8"),
                // kinds
                arguments("account.window", "ten", "account.window", "must be a whole number"),
                arguments("account.window", "1.5", "account.window", "must be a whole number"),
                arguments("account.window", "99999999999", "account.window", "must be a whole number"),
                arguments("account.window", "[1]", "account.window", "must be a single value"),
                arguments("account.tls.enabled", "'yes'", "account.tls.enabled", "must be true or false"),
                arguments("account", "x", "account", "must be a section of keys and values"),
                arguments("roles", "submit", "roles", "must be a list, as [a, b]"),
                arguments("kafka.forwardHeaders", "[a, null]", "kafka.forwardHeaders[1]", "must not be empty"),
                arguments("kafka.properties", "{a: {b: c}}", "kafka.properties.a", "must be a single value"),
                arguments("account.timers.bind", "10", "account.timers.bind", DURATION),
                arguments("account.timers.bind", "9999999999999999999h", "account.timers.bind", DURATION),
                arguments("account.timers.bind", "9223372036854775807h", "account.timers.bind", DURATION),
                arguments("defaults.encoding", "ascii", "defaults.encoding", "must be one of auto, gsm7, ucs2"),
                arguments("defaults.encoding", "'1'", "defaults.encoding", "must be one of auto, gsm7, ucs2"),
                arguments("defaults.encoding", "''", "defaults.encoding", "must be one of auto, gsm7, ucs2"),
                arguments("defaults.receipt", "all", "defaults.receipt", "must be one of final, failure, none"),
                arguments("defaults.onInDoubt", "drop", "defaults.onInDoubt", "must be one of resend, report"),
                arguments("defaults.transliterate", "maybe", "defaults.transliterate", "must be true or false"),
                arguments("account.longMessages", "udh8", "account.longMessages", LONG_MESSAGES),
                arguments("account.longMessages", "UDH16", null, null),
                arguments("account.packed", "7", "account.packed", "must be true or false"),
                arguments(
                        "account.nationalLanguages",
                        "turkish",
                        "account.nationalLanguages",
                        "must be a list, as [a, b]"),
                arguments("account.nationalLanguages", "[turkish, klingon]", "account.nationalLanguages[1]", LANGUAGES),
                arguments("account.nationalLanguages", "[Turkish, URDU]", null, null),
                arguments("roles", "[submit, submit, send]", "roles[2]", "must be one of submit, correlate"),
                arguments("correlator.stateDir", "\"a\\0b\"", "correlator.stateDir", "must be a file path"),
                // unknown keys
                arguments("account.throtle", "5", "account.throtle", "unknown key; did you mean `throttle`?"),
                arguments("account.Window", "5", "account.Window", "unknown key; did you mean `window`?"),
                arguments("topics.sms.outbond", "x", "topics.sms.outbond", "unknown key; did you mean `sms.outbound`?"),
                arguments("admin.zzzzzzzz", "x", "admin.zzzzzzzz", "unknown key; known here: host, port, allowRemote"),
                // ranges
                arguments("account.window", "0", "account.window", "must be between 1 and 1000"),
                arguments("account.window", "1001", "account.window", "must be between 1 and 1000"),
                arguments("account.throttle", "0", "account.throttle", "must be at least 1"),
                arguments(
                        "account.binds.transceiver", "1001", "account.binds.transceiver", "must be between 0 and 1000"),
                arguments("account.binds", "{receiver: 4}", "account.binds", BINDS),
                arguments("account.binds", "{}", "account.binds", BINDS),
                arguments("account.servers", "[]", "account.servers", "must have at least one server"),
                arguments("account.systemId", "x234567890123456", null, null),
                arguments("account.systemId", "x".repeat(256), "account.systemId", "must be at most 255 characters"),
                arguments("account.systemId", "é", "account.systemId", "must be ASCII"),
                arguments("account.password", "abcdefghijkl", null, null),
                arguments("account.password", "x".repeat(256), "account.password", "must be at most 255 characters"),
                arguments("account.password", "hünter2", "account.password", "must be ASCII"),
                arguments("account.systemType", "x234567890123", null, null),
                arguments(
                        "account.systemType", "x".repeat(256), "account.systemType", "must be at most 255 characters"),
                arguments("account.localAddress", "'::1'", null, null),
                arguments("account.localAddress", "a b", "account.localAddress", Allowed.ONLY_HOST),
                arguments("account.tls.protocols", "[]", "account.tls.protocols", PROTOCOLS),
                arguments("account.tls.protocols", "[SSLv3]", "account.tls.protocols[0]", PROTOCOL),
                arguments("account.tls.caFile", "none.pem", "account.tls.caFile", "must be a readable file"),
                arguments("account.tls.caFile", ".", "account.tls.caFile", "must be a readable file"),
                arguments("account.tls.protocols", "[TLSv1.1, TLSv1]", null, null),
                arguments("account.tls.publicAuthorities", "false", "account.tls.publicAuthorities", NOBODY_TRUSTED),
                arguments("account.passwordFile", "f", "account.passwordFile", "must not be given beside password"),
                arguments("admin.host", "0.0.0.0", "admin.host", NOT_LOCAL),
                arguments("admin.host", "worker-1.example", "admin.host", NOT_LOCAL),
                arguments("admin.host", "127.0.0.2", null, null),
                arguments("admin.host", "'::1'", null, null),
                arguments("admin", "{host: 0.0.0.0, allowRemote: true}", null, null),
                arguments("account.statuses", "{ESME_RSUBMITFAIL: Permanent, 0x00000400: throttle}", null, null),
                arguments("account.maxPduOctets", "15", "account.maxPduOctets", PDU_OCTETS),
                arguments("account.maxPduOctets", "16", null, null),
                arguments("account.maxPduOctets", "16777216", null, null),
                arguments("account.maxPduOctets", "16777217", "account.maxPduOctets", PDU_OCTETS),
                arguments("account.statuses", "{ESME_ROK: session}", "account.statuses.ESME_ROK", NO_ERROR),
                arguments("account.statuses", "{0x0: session}", "account.statuses.0x0", NO_ERROR),
                arguments("account.statuses", "{'88': throttle}", "account.statuses.88", NO_STATUS),
                arguments("account.statuses", "{'0x1FFFFFFFF': throttle}", "account.statuses.0x1FFFFFFFF", NO_STATUS),
                arguments(
                        "account.statuses",
                        "{ESME_RTHROTLED: throttle}",
                        "account.statuses.ESME_RTHROTLED",
                        "unknown command_status; did you mean `ESME_RTHROTTLED`?"),
                arguments(
                        "account.statuses",
                        "{ESME_RTHROTTLED: throttle, 0x58: session}",
                        "account.statuses.ESME_RTHROTTLED",
                        "must not be the same status as statuses.0x58"),
                arguments("account.statuses", "{0x58: slow}", "account.statuses.0x58", STATUS_CLASS),
                arguments("account.statuses", "{0x58: ''}", "account.statuses.0x58", STATUS_CLASS),
                arguments("account.statuses", "{0x58: }", "account.statuses.0x58", "must not be empty"),
                arguments("account.receipts.statuses", "{FAILED: Undeliverable, '9': UNDELIVERABLE}", null, null),
                arguments("account.receipts.statuses", "{'NOT SENT': rejected}", null, null),
                arguments("account.receipts.statuses", "{' ': rejected}", "account.receipts.statuses. ", NO_WORD),
                arguments("account.receipts.statuses", "{é: rejected}", "account.receipts.statuses.é", NO_WORD),
                arguments(
                        "account.receipts.statuses",
                        "{FAILED: rejected, failed: expired}",
                        "account.receipts.statuses.failed",
                        "must not be the same word as statuses.FAILED"),
                arguments("account.receipts.statuses", "{FAILED: lost}", "account.receipts.statuses.FAILED", STATE),
                arguments(
                        "account.receipts.esmClass",
                        "maybe",
                        "account.receipts.esmClass",
                        "must be one of required, optional"),
                arguments("account.segmentReceipts", "last", null, null),
                arguments(
                        "account.segmentReceipts",
                        "none",
                        "account.segmentReceipts",
                        "must be one of all, first, last"),
                arguments("account.timers.bind", "0s", "account.timers.bind", "must be at least 1ms"),
                arguments("account.timers.bind", "PT-1S", "account.timers.bind", "must be at least 1ms"),
                arguments("account.timers.bind", "25h", "account.timers.bind", "must be at most 24h"),
                arguments("account.timers.reconnectMin", "2m", "account.timers.reconnectMax", BACK_OFF),
                arguments("account.timers.store", "99ms", "account.timers.store", "must be at least 100ms"),
                arguments("kafka.bootstrapServers", "localhost", "kafka.bootstrapServers", BOOTSTRAP),
                arguments("kafka.groupId", "''", "kafka.groupId", "is required"),
                arguments("kafka.replicationFactor", "0", "kafka.replicationFactor", REPLICATION),
                arguments("kafka.forwardHeaders", "[' ']", "kafka.forwardHeaders[0]", "is required"),
                arguments("topics.sms.inbound", "a b", "topics.sms.inbound", TOPIC),
                arguments(
                        "topics.sms.inbound",
                        "sms.receipts",
                        "topics.sms.inbound",
                        "must differ from topics.sms.receipts"),
                arguments("outbound.maxSegments", "256", "outbound.maxSegments", "must be between 1 and 255"),
                arguments("outbound.bulkSharePercent", "91", "outbound.bulkSharePercent", "must be between 0 and 90"),
                arguments("kafka.sessionTimeout", "2s", "kafka.sessionTimeout", "must be at least 3s"),
                arguments("outbound.maxInFlight", "0", "outbound.maxInFlight", "must be between 1 and 1000000"),
                arguments("correlator.threads", "0", "correlator.threads", "must be between 1 and 64"),
                arguments("correlator.commitInterval", "0s", "correlator.commitInterval", "must be at least 1ms"),
                arguments("correlator.receiptTimeout", "720h", null, null),
                arguments("correlator.receiptTimeout", "721h", "correlator.receiptTimeout", "must be at most 720h"),
                arguments(
                        "correlator.moReassemblyTimeout",
                        "25h",
                        "correlator.moReassemblyTimeout",
                        "must be at most 24h"),
                arguments("defaults.from", "x23456789012345678901", "defaults.from", "must be at most 20 characters"),
                arguments("admin.port", "65536", "admin.port", "must be between 0 and 65535"),
                arguments("admin.port", "-1", "admin.port", "must be between 0 and 65535"),
                arguments("roles", "[]", "roles", "must name at least one of submit, correlate"),
                arguments("workerId", "a/b", "workerId", Allowed.ONLY_NAME),
                // substitution
                arguments("workerId", "'${NOPE}-${NADA}'", "workerId", UNSET),
                arguments("workerId", "'${NO-PE}'", "workerId", NOT_A_REFERENCE),
                arguments("workerId", "'${A:-${B}}'", "workerId", NOT_A_REFERENCE));
    }

    @ParameterizedTest
    @MethodSource("singleProblems")
    void eachRuleIsReportedAtItsKeyWithWhatIsAllowed(String key, String value, String keyPath, String message)
            throws IOException {
        assertThat(problems(with(key, value)))
                .isEqualTo(keyPath == null ? List.of() : List.of(new Problem(keyPath, message)));
    }

    @Test
    void everyProblemIsReportedTogether() throws IOException {
        assertThat(problems("""
                        workerId: ${NOPE}
                        roles: [sing]
                        kafka: {groupId: 3, replicationFactor: two}
                        acount: {}
                        account:
                          password: [hunter2]
                          window: 0
                          throttle: 0
                          binds: {receiver: 1}
                          servers:
                            - {name: a, host: h, port: 0}
                            - {host: h, population: huge, colour: red}
                            - smpp3
                            - {name: a, host: "h:1"}
                          timers: {bind: soon, connect: 0s}
                          tls: {caFile: gone.pem, enabled: on}
                        """))
                .extracting(Problem::toString)
                .containsExactly(
                        "account.binds must have at least one transceiver or transmitter",
                        "account.password must be a single value",
                        "account.servers[0].port must be between 1 and 65535",
                        "account.servers[1].colour unknown key; known here: name, host, port, location, population",
                        "account.servers[1].name is required",
                        "account.servers[1].population must be one of low, medium, high",
                        "account.servers[2] must be a section of keys and values",
                        "account.servers[3] must not have the name of servers[0]",
                        "account.servers[3].host must be a host name or an IP address, without port",
                        "account.systemId is required",
                        "account.throttle must be at least 1",
                        "account.timers.bind must be a duration, as 500ms, 30s, 2m, 1h or PT30S",
                        "account.timers.connect must be at least 1ms",
                        "account.tls.caFile must be a readable file",
                        "account.tls.enabled must be true or false",
                        "account.window must be between 1 and 1000",
                        "acount unknown key; did you mean `account`?",
                        "kafka.bootstrapServers is required",
                        "kafka.replicationFactor must be a whole number",
                        "roles[0] must be one of submit, correlate",
                        "workerId needs the environment variable NOPE, which is not set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ascii", "latin1", "utf8"})
    void septetsAndNationalTablesAreOfGsmOnly(String alphabet) throws IOException {
        assertThat(problems("""
                        kafka: {bootstrapServers: "k:1"}
                        account:
                          systemId: acme
                          password: s3cret
                          packed: true
                          nationalLanguages: [turkish]
                          defaultAlphabet: %s
                        """.formatted(alphabet)))
                .containsExactly(
                        new Problem("account.nationalLanguages", "must be empty unless defaultAlphabet is gsm0338"),
                        new Problem("account.packed", "must be false unless defaultAlphabet is gsm0338"));
    }

    @Test
    void aKeyGivenTwiceIsReportedWithBothLinesAndItsValueIsStillChecked() throws IOException {
        assertThat(problems("""
                        kafka: {bootstrapServers: "k:1"}
                        account:
                          systemId: acme
                          window: 5
                          password: s3cret
                          window: 5000
                        """))
                .containsExactly(
                        new Problem("account.window", "is given twice, in lines 4 and 6"),
                        new Problem("account.window", "must be between 1 and 1000"));
    }

    @Test
    void aSyntaxErrorIsReportedWithLineAndColumn() throws IOException {
        assertThat(problems("kafka:\n  a: b\n c: d\n")).singleElement().satisfies(problem -> {
            assertThat(problem.keyPath()).isEmpty();
            assertThat(problem.toString()).startsWith("the file is not valid YAML: line 3, column 2: expected");
        });
        assertThat(problems("kafka: {a: b\n"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("line 2, column 1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"- a\n", "just text\n", "a: 1\n---\nb: 2\n", "? [a, b]\n: c\n", "a: &x 1\nb: *x\n"})
    void aFileOfAnotherShapeIsRefused(String yaml) throws IOException {
        assertThat(problems(yaml)).isNotEmpty();
    }

    @Test
    void anEmptyFileLacksTheRequiredKeys() throws IOException {
        assertThat(problems("# nothing\n"))
                .containsExactly(
                        new Problem("account.password", "is required"),
                        new Problem("account.systemId", "is required"),
                        new Problem("kafka.bootstrapServers", "is required"));
    }

    @ParameterizedTest
    @CsvSource({
        "none, must be a readable text file",
        "empty, its content is required",
        "long, its content must be at most 255 characters"
    })
    void aPasswordFileIsCheckedLikeThePassword(String name, String message) throws IOException {
        Files.writeString(directory.resolve("empty"), " \n");
        Files.writeString(directory.resolve("long"), "x".repeat(256) + "\n");

        assertThat(problems("""
                        kafka: {bootstrapServers: "k:1"}
                        account: {systemId: acme, passwordFile: %s}
                        """.formatted(name))).containsExactly(new Problem("account.passwordFile", message));
    }

    @Test
    void aFileThatCannotBeReadIsAProblemToo() throws IOException {
        Path latin1 = Files.write(directory.resolve("latin1.yaml"), "é".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(problems(directory.resolve("none.yaml")))
                .extracting(Problem::message)
                .containsExactly("does not exist: " + directory.resolve("none.yaml"));
        assertThat(problems(directory)).extracting(Problem::message).containsExactly("cannot be read: " + directory);
        assertThat(problems(latin1)).extracting(Problem::message).containsExactly("is not UTF-8 text: " + latin1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password: [hunter2]",
                "password: {hunter2: hunter2}",
                "password: hunter2hunter2",
                "password: hunter2ü",
                "password: \"hunter2\n",
                "password: \"hunter2\\q\"",
                "password: @hunter2",
                "password: %hunter2",
                "password: !hunter2!x y",
                "password: !hunter2 [x]",
                "password: *hunter2",
                "password: 'hunter2' hunter2",
                "password: hunter2: hunter2",
                "password: ${hunter2!}",
                "password: ${UNSET:-${hunter2}}",
                "password: ${LONG_HUNTER}",
                "? {password: hunter2}\n  : x",
                "password: \"\\xhunter2\"",
                "pasword: hunter2"
            })
    void noProblemPrintsAPassword(String password) throws IOException {
        String yaml = "kafka: {bootstrapServers: 'k:1', properties: {ssl.key.password: [hunter2]}}\naccount:\n"
                + "  systemId: acme\n  " + password + "\n";

        assertThat(problems(yaml))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.toString()).doesNotContainIgnoringCase("hunter2"));
    }

    @Test
    void problemsReadTheSameWhateverTheMachinesLanguage() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(problems(with("account.window", "0")))
                    .containsExactly(new Problem("account.window", "must be between 1 and 1000"));
            assertThat(problems(with("account.MESSAGEIDS", "{}")))
                    .containsExactly(new Problem("account.MESSAGEIDS", "unknown key; did you mean `messageIds`?"));
            assertThat(problems(with("account.messageIds.receipt", "DECIMAL"))).isEmpty();
        } finally {
            Locale.setDefault(before);
        }
    }

    /** A file in which only this key is not a valid value or the default. */
    private static String with(String key, String value) throws IOException {
        ObjectNode root = (ObjectNode) YAML.readTree(
                "{kafka: {bootstrapServers: 'k:1'}, account: {systemId: acme, password: s3cret}, workerId: w}");
        String[] keys = key.startsWith("topics.") ? key.split("\\.", 2) : key.split("\\.");
        ObjectNode section = root;
        for (String parent : List.of(keys).subList(0, keys.length - 1)) {
            section = section.withObjectProperty(parent);
        }
        section.set(keys[keys.length - 1], YAML.readTree(value));
        return YAML.writeValueAsString(root);
    }

    private List<Problem> problems(String yaml) throws IOException {
        return problems(Files.writeString(directory.resolve("worker.yaml"), yaml));
    }

    private static List<Problem> problems(Path file) {
        ConfigFile.Result result = ConfigFile.load(file, Map.of("LONG_HUNTER", "hunter2hunter2"));
        return result instanceof ConfigFile.Invalid invalid ? invalid.problems() : List.of();
    }
}

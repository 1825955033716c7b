package io.smppworker.config;

import io.dropwizard.validation.selfvalidating.SelfValidating;
import io.dropwizard.validation.selfvalidating.SelfValidation;
import io.dropwizard.validation.selfvalidating.ViolationCollector;
import io.smppworker.message.CommandStatus;
import io.smppworker.message.DefaultAlphabet;
import io.smppworker.message.DeliveryState;
import io.smppworker.message.LongMessages;
import io.smppworker.message.MessageIdForm;
import io.smppworker.message.NationalLanguage;
import io.smppworker.message.ReceiptEsmClass;
import io.smppworker.message.SegmentReceipts;
import io.smppworker.message.StatusClass;
import io.soabase.recordbuilder.core.RecordBuilder;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.hibernate.validator.constraints.Range;
import org.jspecify.annotations.Nullable;

/**
 * One account with one provider. Providers issue credentials longer than SMPP 3.4 §4.1.1 allows, so a longer one causes a
 * warning, not a refusal. This class is long because it is the section {@code account} of the file: a nested record for each
 * section in it.
 *
 * @param passwordFile file that holds the password instead, read at every bind
 * @param binds per server
 * @param window outstanding submit_sm per bind
 * @param throttle submit_sm per second per server, over all workers
 * @param localAddress local address to connect from
 * @param addressing TON and NPI of addresses
 * @param serviceType service_type of every request that has none
 * @param tlvs optional parameters of every request that has none of the same tag
 * @param segmentReceipts for which segments of a long message the provider sends receipts
 * @param receipts what the provider's receipts look like
 * @param longMessages how the parts of a long message are joined
 * @param defaultAlphabet what data_coding 0 means, in both directions
 * @param packed whether GSM 03.38 has eight septets in seven octets, in both directions
 * @param nationalLanguages languages whose tables a message may use where it then takes fewer segments
 * @param statuses the class of a command_status, where this provider's use is not the common one; by the specification's name
 *     or in hexadecimal, as {@link CommandStatus#parse} reads it
 * @param maxPduOctets of a PDU received, header included; a longer one ends the session
 */
@SelfValidating
@RecordBuilder
public record AccountConfig(
        @NotBlank(message = Allowed.REQUIRED)
        @Size(max = AccountConfig.MOST_CHARACTERS, message = Allowed.AT_MOST)
        @Pattern(regexp = Allowed.ASCII, message = Allowed.ONLY_ASCII)
        String systemId,

        Secret password,
        @Nullable Path passwordFile,

        @Size(max = AccountConfig.MOST_CHARACTERS, message = Allowed.AT_MOST)
        @Pattern(regexp = Allowed.ASCII, message = Allowed.ONLY_ASCII)
        String systemType,

        @Valid Binds binds,

        @Range(min = 1, max = AccountConfig.MOST_WINDOW, message = Allowed.RANGE)
        int window,

        @Min(value = 1, message = "must be at least {value}")
        int throttle,

        @NotEmpty(message = "must have at least one server") List<@Valid Server> servers,
        @Valid TlsConfig tls,

        @Pattern(regexp = Allowed.HOST, message = Allowed.ONLY_HOST) @Nullable
        String localAddress,

        @Valid AddressingConfig addressing,

        @Size(max = 5, message = Allowed.AT_MOST) @Pattern(regexp = Allowed.ASCII, message = Allowed.ONLY_ASCII)
        String serviceType,

        List<@Valid TlvConfig> tlvs,
        MessageIds messageIds,
        SegmentReceipts segmentReceipts,
        @Valid Receipts receipts,
        LongMessages longMessages,
        DefaultAlphabet defaultAlphabet,
        boolean packed,
        List<NationalLanguage> nationalLanguages,
        Map<String, StatusClass> statuses,

        @Range(min = 16, max = 16 * 1024 * 1024, message = Allowed.RANGE)
        int maxPduOctets,

        @Valid Timers timers) {

    public static final int MOST_WINDOW = 1000;

    static final int MOST_CHARACTERS = 255;

    private static final String PASSWORD_FILE = "account.passwordFile ";

    public AccountConfig {
        servers = List.copyOf(servers);
        tlvs = List.copyOf(tlvs);
        nationalLanguages = nationalLanguages.stream().distinct().toList();
        statuses = Map.copyOf(statuses);
    }

    /** There is one password, and it is ASCII. Called by the validator. */
    @SelfValidation
    public void passwordFits(ViolationCollector violations) {
        if (passwordFile == null) {
            String problem = problem(password);
            if (problem != null) {
                violations.addViolation("password", problem);
            }
        } else if (!password.value().isEmpty()) {
            violations.addViolation("passwordFile", "must not be given beside password");
        } else {
            try {
                currentPassword();
            } catch (IOException e) {
                violations.addViolation(
                        "passwordFile", String.valueOf(e.getMessage()).replace(PASSWORD_FILE, ""));
            }
        }
    }

    /**
     * The password to bind with now. One that is in a file of its own is read again, so that it may be changed while the
     * worker runs; white space around it does not count.
     *
     * @throws IOException with the key and what is wrong, when the file cannot be read or holds no usable password
     */
    public Secret currentPassword() throws IOException {
        if (passwordFile == null) {
            return password;
        }
        Secret read;
        try {
            read = new Secret(Files.readString(passwordFile).strip());
        } catch (IOException e) {
            throw new IOException(PASSWORD_FILE + "must be a readable text file", e);
        }
        String problem = problem(read);
        if (problem != null) {
            throw new IOException(PASSWORD_FILE + "its content " + problem);
        }
        return read;
    }

    private static @Nullable String problem(Secret given) {
        if (given.value().isEmpty()) {
            return Allowed.REQUIRED;
        }
        if (given.value().length() > MOST_CHARACTERS) {
            return "must be at most %d characters".formatted(MOST_CHARACTERS);
        }
        return given.value().matches(Allowed.ASCII) ? null : Allowed.ONLY_ASCII;
    }

    /**
     * A warning for each credential that is longer than SMPP 3.4 §4.1.1 allows, without the closing NUL: it is sent as it is,
     * and a server may cut or refuse it. With the key and never the value.
     */
    public List<String> tooLong() {
        List<String> warnings = new ArrayList<>();
        warnTooLong("systemId", systemId, 15, warnings);
        try {
            warnTooLong(
                    passwordFile == null ? "password" : "passwordFile",
                    currentPassword().value(),
                    8,
                    warnings);
        } catch (IOException e) {
            warnings.add(String.valueOf(e.getMessage()));
        }
        warnTooLong("systemType", systemType, 12, warnings);
        return warnings;
    }

    private static void warnTooLong(String key, String value, int most, List<String> warnings) {
        if (value.length() > most) {
            warnings.add(
                    "account.%s has %d characters, SMPP 3.4 allows %d: used as it is, as some providers issue them; if the bind is refused, ask the provider"
                            .formatted(key, value.length(), most));
        }
    }

    /** No two servers share a name. Called by the validator. */
    @SelfValidation
    public void serverNamesAreDistinct(ViolationCollector violations) {
        Map<String, Integer> indexByName = new HashMap<>();
        for (int index = 0; index < servers.size(); index++) {
            String name = servers.get(index).name();
            Integer taken = name.isEmpty() ? null : indexByName.putIfAbsent(name, index);
            if (taken != null) {
                violations.addViolation("servers", index, "must not have the name of servers[" + taken + "]");
            }
        }
    }

    /** No tag is given twice. Called by the validator. */
    @SelfValidation
    public void tagsAreDistinct(ViolationCollector violations) {
        Map<Integer, Integer> indexByTag = new HashMap<>();
        for (int index = 0; index < tlvs.size(); index++) {
            TlvConfig given = tlvs.get(index);
            Integer taken = given.isTag() ? indexByTag.putIfAbsent(Integer.decode(given.tag()), index) : null;
            if (taken != null) {
                violations.addViolation("tlvs", index, "must not have the tag of tlvs[" + taken + "]");
            }
        }
    }

    /** Packing and national tables go with GSM 03.38 only. Called by the validator. */
    @SelfValidation
    public void septetsAreOfGsm(ViolationCollector violations) {
        if (defaultAlphabet == DefaultAlphabet.GSM0338) {
            return;
        }
        if (packed) {
            violations.addViolation("packed", "must be false unless defaultAlphabet is gsm0338");
        }
        if (!nationalLanguages.isEmpty()) {
            violations.addViolation("nationalLanguages", "must be empty unless defaultAlphabet is gsm0338");
        }
    }

    /** Every key is a command_status, is an error, and is given once. Called by the validator. */
    @SelfValidation
    public void statusesAreErrors(ViolationCollector violations) {
        Map<Integer, String> keyByStatus = new HashMap<>();
        statuses.keySet().stream().sorted().forEach(key -> {
            OptionalInt status = CommandStatus.parse(key);
            String taken = status.isPresent() ? keyByStatus.putIfAbsent(status.getAsInt(), key) : null;
            if (status.isEmpty()) {
                violations.addViolation("statuses." + key, unknownStatus(key));
            } else if (status.getAsInt() == CommandStatus.ESME_ROK) {
                violations.addViolation("statuses." + key, "must be an error, which ESME_ROK is not");
            } else if (taken != null) {
                violations.addViolation("statuses." + key, "must not be the same status as statuses." + taken);
            }
        });
    }

    private static String unknownStatus(String key) {
        return Spelling.nearest(key, CommandStatus.names())
                .map(nearest -> "unknown command_status; did you mean `" + nearest + "`?")
                .orElse("unknown command_status; must be a name of SMPP 3.4, as ESME_RTHROTTLED, or as 0x00000058");
    }

    /** Sessions per server by type; together they are the bind slots of a server. */
    @SelfValidating
    public record Binds(
            @Range(max = 1000, message = Allowed.RANGE) int transceiver,
            @Range(max = 1000, message = Allowed.RANGE) int transmitter,
            @Range(max = 1000, message = Allowed.RANGE) int receiver) {
        public int total() {
            return transceiver + transmitter + receiver;
        }

        /** A worker that cannot transmit has no use. Called by the validator. */
        @SelfValidation
        public void someTransmit(ViolationCollector violations) {
            if (transceiver <= 0 && transmitter <= 0) {
                violations.addViolation("must have at least one transceiver or transmitter");
            }
        }
    }

    /**
     * One server of the provider.
     *
     * @param location data centre; slots alternate over locations
     */
    public record Server(
            @NotBlank(message = Allowed.REQUIRED) @Pattern(regexp = Allowed.NAME, message = Allowed.ONLY_NAME)
            String name,

            @NotBlank(message = Allowed.REQUIRED) @Pattern(regexp = Allowed.HOST, message = Allowed.ONLY_HOST)
            String host,

            @Range(min = 1, max = 65_535, message = Allowed.RANGE)
            int port,

            @NotBlank(message = Allowed.REQUIRED) String location,
            Population population) {}

    /** How crowded a server is; the less crowded is preferred when idle. */
    public enum Population {
        LOW,
        MEDIUM,
        HIGH
    }

    /** In which form message ids come in submit_sm_resp and in receipts. */
    public record MessageIds(MessageIdForm submitResp, MessageIdForm receipt) {}

    /**
     * What receipts look like.
     *
     * @param statuses states by the provider's text in {@code stat:}, in any case, or by the number of message_state
     */
    @SelfValidating
    public record Receipts(ReceiptEsmClass esmClass, Map<String, DeliveryState> statuses) {
        private static final int LONGEST_WORD = 64;

        public Receipts {
            statuses = Map.copyOf(statuses);
        }

        /** Every key can occur in a receipt, and is given once. Called by the validator. */
        @SelfValidation
        public void statusesAreWordsOrNumbers(ViolationCollector violations) {
            Map<String, String> keyByWord = new HashMap<>();
            statuses.keySet().stream().sorted().forEach(key -> {
                String taken = keyByWord.putIfAbsent(key.strip().toUpperCase(Locale.ROOT), key);
                if (key.isBlank() || key.length() > LONGEST_WORD || !key.matches(Allowed.ASCII)) {
                    violations.addViolation(
                            "statuses." + key,
                            "must be a word of stat:, 1 to " + LONGEST_WORD
                                    + " ASCII characters, or the number of a message_state");
                } else if (taken != null) {
                    violations.addViolation("statuses." + key, "must not be the same word as statuses." + taken);
                }
            });
        }
    }

    /**
     * Session timers (SMPP 3.4 §7.2). One component for each key.
     *
     * @param connect TCP connect and TLS handshake, each (10 s)
     * @param bind wait for bind_resp (10 s)
     * @param enquireLink time from bind_resp or the last enquire_link_resp to the next enquire_link, traffic or not (30 s)
     * @param response wait for the response to submit_sm, enquire_link or unbind (30 s)
     * @param drain longest time to empty a window before unbind (5 s)
     * @param reconnectMin first back-off (1 s)
     * @param reconnectMax longest back-off from a server that does not answer (3 s); a refused bind waits up to 8 times that
     * @param store how long Kafka may take to store a deliver_sm before the provider is asked to send it again (10 s)
     */
    @SelfValidating
    public record Timers(
            @Span Duration connect,
            @Span Duration bind,
            @Span Duration enquireLink,
            @Span Duration response,
            @Span Duration drain,
            @Span Duration reconnectMin,
            @Span Duration reconnectMax,
            @Span Duration store) {

        private static final Duration SHORTEST_STORE = Duration.ofMillis(100);

        /** Back-off grows. Called by the validator. */
        @SelfValidation
        public void backOffGrows(ViolationCollector violations) {
            if (reconnectMin.compareTo(reconnectMax) > 0) {
                violations.addViolation("reconnectMax", "must not be shorter than reconnectMin");
            }
        }

        /** {@code store} is long enough to store a record. Called by the validator. */
        @SelfValidation
        public void storeIsPossible(ViolationCollector violations) {
            if (store.compareTo(SHORTEST_STORE) < 0) {
                violations.addViolation("store", "must be at least 100ms");
            }
        }
    }
}

package io.smppworker.smpp;

import io.smppworker.config.AccountConfig;
import io.smppworker.config.AccountConfigBuilder;
import io.smppworker.config.AddressingConfig;
import io.smppworker.config.Secret;
import io.smppworker.config.TlsConfig;
import io.smppworker.message.DefaultAlphabet;
import io.smppworker.message.LongMessages;
import io.smppworker.message.MessageIdForm;
import io.smppworker.message.ReceiptEsmClass;
import io.smppworker.message.SegmentReceipts;
import io.smppworker.message.StatusClass;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An account for tests: the product's shape, times short where a test waits for them. Not thread-safe. */
final class Accounts {
    static final String PASSWORD = "s3cr3tPw";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private int window = 10;
    private Duration connect = PATIENCE;
    private Duration bind = PATIENCE;
    private Duration enquireLink = PATIENCE;
    private Duration response = PATIENCE;
    private TlsConfig tls = new TlsConfig(false, true, null, true, List.of("TLSv1.3", "TLSv1.2"), null, null);
    private @Nullable String localAddress;
    private String systemId = "account1";
    private String password = PASSWORD;
    private AddressingConfig addressing = new AddressingConfig(
            new AddressingConfig.Kind("0", "0"),
            new AddressingConfig.Kind("0", "0"),
            new AddressingConfig.Bind("0", "0", ""));
    private @Nullable Path passwordFile;
    private Map<String, StatusClass> statuses = Map.of();
    private int maxPduOctets = 64 * 1024;

    private Accounts() {}

    /** Nothing times out while a test runs. */
    static Accounts patient() {
        return new Accounts();
    }

    Accounts withWindow(int size) {
        window = size;
        return this;
    }

    Accounts withConnect(Duration time) {
        connect = time;
        return this;
    }

    Accounts withBind(Duration time) {
        bind = time;
        return this;
    }

    Accounts withEnquireLink(Duration time) {
        enquireLink = time;
        return this;
    }

    Accounts withResponse(Duration time) {
        response = time;
        return this;
    }

    Accounts withTls(TlsConfig config) {
        tls = config;
        return this;
    }

    Accounts withLocalAddress(String address) {
        localAddress = address;
        return this;
    }

    Accounts withCredentials(String id, String secret) {
        systemId = id;
        password = secret;
        return this;
    }

    /** In place of {@link #PASSWORD}. */
    Accounts withPasswordFile(Path file) {
        passwordFile = file;
        return this;
    }

    Accounts withStatuses(Map<String, StatusClass> classes) {
        statuses = classes;
        return this;
    }

    Accounts withBindOf(String ton, String npi, String range) {
        addressing = new AddressingConfig(
                addressing.source(), addressing.destination(), new AddressingConfig.Bind(ton, npi, range));
        return this;
    }

    Accounts withMaxPduOctets(int octets) {
        maxPduOctets = octets;
        return this;
    }

    AccountConfig config() {
        return AccountConfigBuilder.builder()
                .systemId(systemId)
                .password(new Secret(passwordFile == null ? password : ""))
                .systemType("")
                .binds(new AccountConfig.Binds(4, 0, 0))
                .window(window)
                .throttle(50)
                .servers(List.of())
                .tls(tls)
                .addressing(addressing)
                .serviceType("")
                .tlvs(List.of())
                .messageIds(new AccountConfig.MessageIds(MessageIdForm.RAW, MessageIdForm.RAW))
                .segmentReceipts(SegmentReceipts.ALL)
                .receipts(new AccountConfig.Receipts(ReceiptEsmClass.REQUIRED, Map.of()))
                .longMessages(LongMessages.UDH)
                .defaultAlphabet(DefaultAlphabet.GSM0338)
                .packed(false)
                .nationalLanguages(List.of())
                .statuses(statuses)
                .maxPduOctets(maxPduOctets)
                .timers(new AccountConfig.Timers(
                        connect,
                        bind,
                        enquireLink,
                        response,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(10)))
                .passwordFile(passwordFile)
                .localAddress(localAddress)
                .build();
    }
}

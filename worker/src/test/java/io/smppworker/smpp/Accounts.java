package io.smppworker.smpp;

import io.smppworker.config.AccountConfig;
import io.smppworker.config.Secret;
import io.smppworker.message.LongMessages;
import io.smppworker.message.MessageIdForm;
import io.smppworker.message.SegmentReceipts;
import io.smppworker.message.StatusClass;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Accounts for tests: the product's shape, times short where a test waits for them. */
record Accounts(
        int window,
        Duration connect,
        Duration bind,
        Duration enquireLink,
        Duration response,
        AccountConfig.Tls tls,
        @Nullable String localAddress,
        Map<String, StatusClass> statuses,
        int maxPduOctets) {
    static final String PASSWORD = "s3cr3tPw";

    private static final AccountConfig.Tls PLAIN =
            new AccountConfig.Tls(false, true, null, List.of("TLSv1.3", "TLSv1.2"));

    /** Nothing times out while a test runs. */
    static Accounts patient() {
        Duration longer = Duration.ofSeconds(30);
        return new Accounts(10, longer, longer, longer, longer, PLAIN, null, Map.of(), 64 * 1024);
    }

    Accounts withWindow(int size) {
        return new Accounts(size, connect, bind, enquireLink, response, tls, localAddress, statuses, maxPduOctets);
    }

    Accounts withConnect(Duration time) {
        return new Accounts(window, time, bind, enquireLink, response, tls, localAddress, statuses, maxPduOctets);
    }

    Accounts withBind(Duration time) {
        return new Accounts(window, connect, time, enquireLink, response, tls, localAddress, statuses, maxPduOctets);
    }

    Accounts withEnquireLink(Duration time) {
        return new Accounts(window, connect, bind, time, response, tls, localAddress, statuses, maxPduOctets);
    }

    Accounts withResponse(Duration time) {
        return new Accounts(window, connect, bind, enquireLink, time, tls, localAddress, statuses, maxPduOctets);
    }

    Accounts withTls(AccountConfig.Tls config) {
        return new Accounts(window, connect, bind, enquireLink, response, config, localAddress, statuses, maxPduOctets);
    }

    Accounts withLocalAddress(String address) {
        return new Accounts(window, connect, bind, enquireLink, response, tls, address, statuses, maxPduOctets);
    }

    Accounts withStatuses(Map<String, StatusClass> classes) {
        return new Accounts(window, connect, bind, enquireLink, response, tls, localAddress, classes, maxPduOctets);
    }

    Accounts withMaxPduOctets(int octets) {
        return new Accounts(window, connect, bind, enquireLink, response, tls, localAddress, statuses, octets);
    }

    AccountConfig config() {
        return new AccountConfig(
                "account1",
                new Secret(PASSWORD),
                "",
                new AccountConfig.Binds(4, 0, 0),
                window,
                50,
                List.of(),
                tls,
                localAddress,
                new AccountConfig.MessageIds(MessageIdForm.RAW, MessageIdForm.RAW),
                SegmentReceipts.ALL,
                LongMessages.UDH,
                false,
                List.of(),
                statuses,
                maxPduOctets,
                new AccountConfig.Timers(
                        connect,
                        bind,
                        enquireLink,
                        response,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(10)));
    }
}

package io.smppworker.smpp;

import io.smppworker.config.AccountConfig;
import io.smppworker.config.Secret;
import io.smppworker.message.MessageIdForm;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Accounts for tests: the product's shape, times short where a test waits for them. */
record Accounts(
        int window,
        Duration connect,
        Duration bind,
        Duration enquireLink,
        Duration response,
        AccountConfig.Tls tls,
        @Nullable String localAddress) {
    static final String PASSWORD = "s3cr3tPw";

    private static final AccountConfig.Tls PLAIN =
            new AccountConfig.Tls(false, true, null, List.of("TLSv1.3", "TLSv1.2"));

    /** Nothing times out while a test runs. */
    static Accounts patient() {
        Duration longer = Duration.ofSeconds(30);
        return new Accounts(10, longer, longer, longer, longer, PLAIN, null);
    }

    Accounts withWindow(int size) {
        return new Accounts(size, connect, bind, enquireLink, response, tls, localAddress);
    }

    Accounts withConnect(Duration time) {
        return new Accounts(window, time, bind, enquireLink, response, tls, localAddress);
    }

    Accounts withBind(Duration time) {
        return new Accounts(window, connect, time, enquireLink, response, tls, localAddress);
    }

    Accounts withEnquireLink(Duration time) {
        return new Accounts(window, connect, bind, time, response, tls, localAddress);
    }

    Accounts withResponse(Duration time) {
        return new Accounts(window, connect, bind, enquireLink, time, tls, localAddress);
    }

    Accounts withTls(AccountConfig.Tls config) {
        return new Accounts(window, connect, bind, enquireLink, response, config, localAddress);
    }

    Accounts withLocalAddress(String address) {
        return new Accounts(window, connect, bind, enquireLink, response, tls, address);
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
                new AccountConfig.Timers(
                        connect,
                        bind,
                        enquireLink,
                        response,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(60)));
    }
}

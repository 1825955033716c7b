package io.smppworker.pool;

import io.smppworker.config.AccountConfig;
import io.smppworker.throttle.SlotPlan;

/** Bind slots of an account, as every worker lays them out. */
public final class AccountSlots {
    private AccountSlots() {}

    public static SlotPlan of(AccountConfig account) {
        return of(account, account.throttle());
    }

    /** With another throttle, in submit_sm a second per server. */
    public static SlotPlan of(AccountConfig account, int throttle) {
        return SlotPlan.of(
                account.servers().stream().map(AccountConfig.Server::location).toList(),
                account.binds().transceiver(),
                account.binds().transmitter(),
                account.binds().receiver(),
                throttle);
    }
}

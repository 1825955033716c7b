package io.smppworker.smpp;

import io.smppworker.config.AccountConfig;
import io.smppworker.message.CommandStatus;
import io.smppworker.message.StatusClass;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The one table of what each command_status of SMPP 3.4 §5.1.3 means to this product, with the overrides of
 * {@code account.statuses}. Immutable.
 *
 * <p>ESME_RSYSERR, ESME_RSUBMITFAIL and ESME_RUNKNOWNERR name no fault of the request, ESME_RX_T_APPN is temporary by
 * its definition, and ESME_RDELIVERYFAILURE says why only in delivery_failure_reason (§5.3.2.33), which may be
 * temporary: all transient. Reserved values and those left to vendors (0x400..0x4FF) mean nothing by themselves and are
 * transient too, since a few useless attempts cost less than a message given up by mistake.
 */
public final class StatusPolicy {
    private static final Map<Integer, StatusClass> NOT_PERMANENT = Map.ofEntries(
            Map.entry(CommandStatus.ESME_RTHROTTLED, StatusClass.THROTTLE),
            Map.entry(CommandStatus.ESME_RMSGQFUL, StatusClass.THROTTLE),
            Map.entry(CommandStatus.ESME_RINVBNDSTS, StatusClass.SESSION),
            Map.entry(CommandStatus.ESME_RALYBND, StatusClass.SESSION),
            Map.entry(CommandStatus.ESME_RBINDFAIL, StatusClass.ACCOUNT),
            Map.entry(CommandStatus.ESME_RINVPASWD, StatusClass.ACCOUNT),
            Map.entry(CommandStatus.ESME_RINVSYSID, StatusClass.ACCOUNT),
            Map.entry(CommandStatus.ESME_RINVSYSTYP, StatusClass.ACCOUNT),
            Map.entry(CommandStatus.ESME_RSYSERR, StatusClass.TRANSIENT),
            Map.entry(0x45, StatusClass.TRANSIENT), // ESME_RSUBMITFAIL
            Map.entry(CommandStatus.ESME_RX_T_APPN, StatusClass.TRANSIENT),
            Map.entry(0xFE, StatusClass.TRANSIENT), // ESME_RDELIVERYFAILURE
            Map.entry(0xFF, StatusClass.TRANSIENT)); // ESME_RUNKNOWNERR

    private static final Set<String> MEANINGLESS = Set.of("RESERVED", "VENDOR");

    private final Map<Integer, StatusClass> overridden;

    private StatusPolicy(Map<Integer, StatusClass> overridden) {
        this.overridden = overridden;
    }

    /** The table as the account has it. */
    public static StatusPolicy of(AccountConfig account) {
        Map<Integer, StatusClass> overridden = new HashMap<>();
        account.statuses()
                .forEach((status, kind) ->
                        overridden.put(CommandStatus.parse(status).orElseThrow(), kind));
        return new StatusPolicy(Map.copyOf(overridden));
    }

    /**
     * The class of an error.
     *
     * @param commandStatus of a refusal
     * @throws IllegalArgumentException for ESME_ROK, which is none
     */
    public StatusClass classOf(int commandStatus) {
        if (commandStatus == CommandStatus.ESME_ROK) {
            throw new IllegalArgumentException("ESME_ROK is not an error");
        }
        StatusClass byDefault =
                MEANINGLESS.contains(CommandStatus.name(commandStatus)) ? StatusClass.TRANSIENT : StatusClass.PERMANENT;
        return overridden.getOrDefault(commandStatus, NOT_PERMANENT.getOrDefault(commandStatus, byDefault));
    }
}

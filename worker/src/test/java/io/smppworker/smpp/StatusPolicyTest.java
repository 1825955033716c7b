package io.smppworker.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.cloudhopper.smpp.SmppConstants;
import io.smppworker.message.CommandStatus;
import io.smppworker.message.StatusClass;
import java.lang.reflect.Field;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusPolicyTest {
    @ParameterizedTest
    @CsvSource({
        "0x0B, PERMANENT", // ESME_RINVDSTADR
        "0x01, PERMANENT", // ESME_RINVMSGLEN
        "0x61, PERMANENT", // ESME_RINVSCHED
        "0x65, PERMANENT", // ESME_RX_P_APPN
        "0x66, PERMANENT", // ESME_RX_R_APPN
        "0xC4, PERMANENT", // ESME_RINVOPTPARAMVAL
        "0x08, TRANSIENT", // ESME_RSYSERR
        "0x45, TRANSIENT", // ESME_RSUBMITFAIL
        "0x64, TRANSIENT", // ESME_RX_T_APPN
        "0xFE, TRANSIENT", // ESME_RDELIVERYFAILURE
        "0xFF, TRANSIENT", // ESME_RUNKNOWNERR
        "0x09, TRANSIENT", // reserved
        "0x400, TRANSIENT", // vendor
        "0x4FF, TRANSIENT", // vendor
        "0x500, TRANSIENT", // reserved
        "0x58, THROTTLE", // ESME_RTHROTTLED
        "0x14, THROTTLE", // ESME_RMSGQFUL
        "0x04, SESSION", // ESME_RINVBNDSTS
        "0x05, SESSION", // ESME_RALYBND
        "0x0D, ACCOUNT", // ESME_RBINDFAIL
        "0x0E, ACCOUNT", // ESME_RINVPASWD
        "0x0F, ACCOUNT", // ESME_RINVSYSID
        "0x53, ACCOUNT" // ESME_RINVSYSTYP
    })
    void eachErrorHasItsClass(String status, StatusClass expected) {
        assertThat(StatusPolicy.of(Accounts.patient().config()).classOf(Integer.decode(status)))
                .isEqualTo(expected);
    }

    @Test
    void theAccountMayKnowBetterByNameAndByNumber() {
        StatusPolicy policy = StatusPolicy.of(Accounts.patient()
                .withStatuses(Map.of("ESME_RSUBMITFAIL", StatusClass.PERMANENT, "0x401", StatusClass.THROTTLE))
                .config());
        assertThat(policy.classOf(0x45)).isEqualTo(StatusClass.PERMANENT);
        assertThat(policy.classOf(0x401)).isEqualTo(StatusClass.THROTTLE);
        assertThat(policy.classOf(0x402)).isEqualTo(StatusClass.TRANSIENT);
        assertThat(policy.classOf(0x0B)).isEqualTo(StatusClass.PERMANENT);
    }

    @Test
    void successIsNoError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StatusPolicy.of(Accounts.patient().config()).classOf(CommandStatus.ESME_ROK));
    }

    @Test
    void theNamesAgreeWithTheLibrarys() throws IllegalAccessException {
        for (Field field : SmppConstants.class.getFields()) {
            String name = field.getName();
            if (name.startsWith("STATUS_") && field.getType() == int.class && !name.equals("STATUS_OK")) {
                assertThat(CommandStatus.name(field.getInt(null)))
                        .isEqualTo("ESME_R" + name.substring("STATUS_".length()));
            }
        }
    }
}

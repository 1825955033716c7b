package io.smppworker.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudhopper.smpp.SmppSessionConfiguration;
import com.cloudhopper.smpp.pdu.PduRequest;
import io.netty.channel.embedded.EmbeddedChannel;
import io.smppworker.message.BindType;
import org.junit.jupiter.api.Test;

class SessionTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Session session = session();

    private Session session() {
        SmppSessionConfiguration configuration = new SmppSessionConfiguration();
        configuration.setName("smpp1#3");
        return new Link(
                        channel,
                        configuration,
                        BindType.TRANSCEIVER,
                        Accounts.patient().config(),
                        () -> 1,
                        System::nanoTime,
                        new Heard())
                .session();
    }

    /** What a stopped process has still to do is done when it wakes: after the look nothing is left but the write. */
    @Test
    void whetherARequestMayGoIsAskedWhenOnlyTheWriteIsLeft() throws Exception {
        PduRequest<?> pdu = Pdus.submitSm(Rig.submitSm("hello"));
        boolean written = session.sendIf(
                () -> {
                    assertThat(pdu.hasSequenceNumberAssigned()).isTrue();
                    assertThat(pdu.hasCommandLengthCalculated())
                            .describedAs("encoded")
                            .isTrue();
                    return false;
                },
                pdu);
        assertThat(written).isFalse();
        assertThat(channel.<Object>readOutbound()).isNull();
        assertThat(session.getSendWindow().getSize()).isZero();

        assertThat(session.sendIf(() -> true, pdu)).isTrue();
        assertThat(channel.<Object>readOutbound()).isNotNull();
        assertThat(session.getSendWindow().getSize()).isOne();
    }
}

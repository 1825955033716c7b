package io.smppworker.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudhopper.smpp.pdu.PduRequest;
import io.netty.channel.embedded.EmbeddedChannel;
import io.smppworker.message.BindType;
import org.junit.jupiter.api.Test;

class PduExchangeTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final PduExchange exchange = new NettySession(
                    channel,
                    "smpp1#3",
                    BindType.TRANSCEIVER,
                    Accounts.patient().config(),
                    () -> 1,
                    System::nanoTime,
                    new Recorded())
            .exchange();

    /** What a stopped process has still to do is done when it wakes: after the look nothing is left but the write. */
    @Test
    void whetherARequestMayGoIsAskedWhenOnlyTheWriteIsLeft() throws Exception {
        PduRequest<?> pdu = Pdus.submitSm(Rig.submitSm("hello"));
        boolean written = exchange.sendIf(
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
        assertThat(exchange.unanswered()).isZero();

        assertThat(exchange.sendIf(() -> true, pdu)).isTrue();
        assertThat(channel.<Object>readOutbound()).isNotNull();
        assertThat(exchange.unanswered()).isOne();
    }
}

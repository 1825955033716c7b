package io.smppworker.bench.micro;

import io.smppworker.inbound.DeliveryIntake;
import io.smppworker.inbound.ReceiptRules;
import io.smppworker.message.BindPoint;
import io.smppworker.message.DeliverSm;
import io.smppworker.message.TextSettings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** A deliver_sm with a receipt (SMPP 3.4 Appendix B), read and handed on to be stored. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReceiptParsing {
    private static final int RECEIPT = 0x04;

    private final BindPoint bind = new BindPoint("smpp1", 3);
    private final DeliverSm receipt =
            receipt("id:1234567890 sub:001 dlvrd:001 submit date:2611261012 done date:2611261013"
                    + " stat:DELIVRD err:000 text:Your parcel arrives");

    private static DeliverSm receipt(String text) {
        byte[] body = text.getBytes(StandardCharsets.US_ASCII);
        return new DeliverSm("27820000001", "Parcels", RECEIPT, 0, body, List.of(), body);
    }

    /** With every field. */
    @Benchmark
    public void whole(Blackhole hole) {
        DeliveryIntake intake = new DeliveryIntake(
                delivery -> {
                    hole.consume(delivery);
                    return CompletableFuture.completedFuture(null);
                },
                Clock.systemUTC(),
                () -> "1",
                TextSettings.DEFAULT,
                ReceiptRules.STANDARD);
        intake.accept(bind, receipt, hole::consume);
    }
}

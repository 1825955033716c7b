package io.smppworker.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.message.BindPoint;
import io.smppworker.message.DeliverSm;
import io.smppworker.message.TextSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** A broker that is away, and a provider that goes on delivering. */
class BoundedIntakeTest {
    private static final BindPoint BIND = new BindPoint("smpp2", 5);
    private static final DeliverSm RECEIPT = DeliverSms.receipt(DeliverSms.APPENDIX_B);
    private static final int ESME_RX_T_APPN = 0x64;

    private final List<CompletableFuture<Void>> storing = new ArrayList<>();
    private final List<Integer> replies = new ArrayList<>();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private long now;
    private final DeliveryIntake storage = new DeliveryIntake(
            delivery -> {
                CompletableFuture<Void> stored = new CompletableFuture<>();
                storing.add(stored);
                return stored;
            },
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
            () -> "d",
            TextSettings.DEFAULT,
            ReceiptRules.STANDARD);
    private final BoundedIntake intake = new BoundedIntake(storage, tasks::add, () -> now, Duration.ofSeconds(10));

    private void run() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    @Test
    void whatIsBeyondTheBoundIsRefusedAtOnceAndTheRestWaitsForItsStorage() {
        for (int i = 0; i < BoundedIntake.MOST_OUTSTANDING + 7; i++) {
            intake.accept(BIND, RECEIPT, replies::add);
        }
        assertThat(replies).hasSize(7).containsOnly(ESME_RX_T_APPN);
        run();
        assertThat(storing).hasSize(BoundedIntake.MOST_OUTSTANDING);

        replies.clear();
        storing.forEach(stored -> stored.complete(null));
        assertThat(replies).hasSize(BoundedIntake.MOST_OUTSTANDING).containsOnly(0);
    }

    @Test
    void roomComesBackWithEveryAnswerWhateverItIs() {
        for (int round = 0; round < 3; round++) {
            storing.clear();
            replies.clear();
            for (int i = 0; i < BoundedIntake.MOST_OUTSTANDING; i++) {
                intake.accept(BIND, RECEIPT, replies::add);
            }
            run();
            assertThat(replies).isEmpty();
            storing.forEach(stored -> stored.completeExceptionally(new IllegalStateException("no broker")));
            assertThat(replies).hasSize(BoundedIntake.MOST_OUTSTANDING).containsOnly(ESME_RX_T_APPN);
        }
    }

    @Test
    void greatPdusReachTheBoundByTheirOctets() {
        int octets = 1024 * 1024;
        DeliverSm great = new DeliverSm(
                RECEIPT.source(),
                RECEIPT.destination(),
                RECEIPT.esmClass(),
                RECEIPT.dataCoding(),
                RECEIPT.body(),
                RECEIPT.tlvs(),
                Arrays.copyOf(RECEIPT.raw(), octets));
        int most = (int) (BoundedIntake.MOST_OCTETS / octets);
        for (int i = 0; i < most + 3; i++) {
            intake.accept(BIND, great, replies::add);
        }
        assertThat(replies).hasSize(3).containsOnly(ESME_RX_T_APPN);
    }

    @Test
    void whatHasWaitedTooLongForItsTurnIsRefusedUnread() {
        intake.accept(BIND, RECEIPT, replies::add);
        now += Duration.ofSeconds(10).toNanos();
        intake.accept(BIND, RECEIPT, replies::add);
        run();
        assertThat(replies).containsExactly(ESME_RX_T_APPN);
        assertThat(storing).hasSize(1);
    }

    @Test
    void whileTheWorkerStopsTheProviderKeepsEverything() {
        BoundedIntake stopping = new BoundedIntake(
                storage,
                task -> {
                    throw new RejectedExecutionException("shut down");
                },
                () -> now,
                Duration.ofSeconds(10));
        stopping.accept(BIND, RECEIPT, replies::add);
        assertThat(replies).containsExactly(ESME_RX_T_APPN);
    }
}

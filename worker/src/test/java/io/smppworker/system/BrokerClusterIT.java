package io.smppworker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smppworker.sandbox.broker.Cluster;
import io.smppworker.sandbox.provider.ProviderConfig;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Three brokers with three copies of everything: one dies and comes back, then all are replaced in turn. Every figure is logged;
 * what is asserted (no long pause, receipts that keep up again after each) leaves room for a machine that is busy with other
 * things.
 */
class BrokerClusterIT {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerClusterIT.class);
    /** Three brokers, a controller and two workers share two cores. */
    private static final int REQUESTS_PER_SECOND = 5;

    private static final Duration AWAY = Duration.ofSeconds(20);
    private static final Duration IN_SYNC = Duration.ofMinutes(2);
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final Duration RECEIPT = Duration.ofSeconds(5);
    private static final Duration KEEP_UP = Duration.ofMinutes(3);
    private static final Duration ALL_FINAL = Duration.ofMinutes(4);
    /**
     * {@code broker.session.timeout.ms}: so long Kafka takes a killed broker's copies for in sync, and since each of the
     * three has a copy of everything, no record that all in sync must have is taken meanwhile; nor a new coordinator named.
     */
    private static final Duration BROKER_SESSION = Duration.ofSeconds(9);

    @Test
    void aKilledBrokerAndARollingRestartCostNoMessageAndHardlyAPause() {
        try (Cluster cluster = Cluster.open();
                Scene scene = new Scene(ProviderConfig.defaults(), cluster)) {
            scene.start("w1");
            scene.start("w2");
            scene.awaitAllSlotsHeldBy("w1", "w2");
            try (ReceiptTimes receipts = new ReceiptTimes(scene);
                    SteadyLoad load = new SteadyLoad(scene, REQUESTS_PER_SECOND)) {
                load.awaitMore(10 * REQUESTS_PER_SECOND);
                cluster.awaitInSync(IN_SYNC);
                awaitReceiptsKeepUp(receipts);
                long warmNanos = System.nanoTime();
                load.awaitMore(10 * REQUESTS_PER_SECOND);

                Span kill = killed(cluster, receipts, cluster.coordinatorOf(scene.groupId()));
                load.awaitMore(10 * REQUESTS_PER_SECOND);
                Span rolling = restartedInTurn(cluster, receipts, load);
                load.close();
                scene.awaitFinalReceipts(ALL_FINAL);
                receipts.close();

                Duration receiptP99 = receipts.p99(sent ->
                        sent - warmNanos >= 0 && !kill.touches(sent, RECEIPT) && !rolling.touches(sent, RECEIPT));
                LOG.info(
                        "longest without a submit_sm: {} ms when a broker was killed, {} ms in the rolling restart;"
                                + " receipts p99 {} ms, {} ms in the {} s of the kill, {} ms in the {} s of the rolling restart",
                        silence(scene, kill).toMillis(),
                        silence(scene, rolling).toMillis(),
                        receiptP99.toMillis(),
                        receipts.p99(sent -> kill.touches(sent, RECEIPT)).toMillis(),
                        kill.seconds(),
                        receipts.p99(sent -> rolling.touches(sent, RECEIPT)).toMillis(),
                        rolling.seconds());
                scene.checkAlive();
                scene.assertEveryRequestAcceptedAndDelivered();
                scene.assertEveryDuplicateDeclared();
                scene.assertLimitsHeld();
                assertThat(silence(scene, kill)).isLessThanOrEqualTo(BROKER_SESSION.plus(SILENCE));
                assertThat(silence(scene, rolling)).isLessThanOrEqualTo(SILENCE);
            }
        }
    }

    /** Until none is later than it should be: the workers have just started, or a broker has just been away. */
    private static void awaitReceiptsKeepUp(ReceiptTimes receipts) {
        await().alias("receipts keep up").atMost(KEEP_UP).until(() -> receipts.keepUp(RECEIPT));
    }

    /** Kills it, and starts it again after a while; until all is in sync, and the receipts keep up. */
    private static Span killed(Cluster cluster, ReceiptTimes receipts, int broker) {
        long fromNanos = System.nanoTime();
        cluster.kill(broker);
        await().alias("the broker is away")
                .atMost(AWAY.plusSeconds(10))
                .until(() -> System.nanoTime() - fromNanos >= AWAY.toNanos());
        cluster.start(broker);
        cluster.awaitInSync(IN_SYNC);
        awaitReceiptsKeepUp(receipts);
        return new Span(fromNanos, System.nanoTime());
    }

    /** One after the other; until the receipts keep up. */
    private static Span restartedInTurn(Cluster cluster, ReceiptTimes receipts, SteadyLoad load) {
        long fromNanos = System.nanoTime();
        for (int i = 0; i < Cluster.SIZE; i++) {
            cluster.stop(i);
            load.awaitMore(2 * REQUESTS_PER_SECOND);
            cluster.start(i);
            cluster.awaitInSync(IN_SYNC);
        }
        load.awaitMore(2 * REQUESTS_PER_SECOND);
        awaitReceiptsKeepUp(receipts);
        return new Span(fromNanos, System.nanoTime());
    }

    /** Longest time within the span without a submit_sm. */
    private static Duration silence(Scene scene, Span span) {
        long last = span.fromNanos();
        long greatest = 0;
        for (long arrival : scene.provider.arrivals(span.fromNanos(), span.toNanos())) {
            greatest = Math.max(greatest, arrival - last);
            last = arrival;
        }
        return Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(Math.max(greatest, span.toNanos() - last)));
    }

    /** Of time, by {@link System#nanoTime}. */
    private record Span(long fromNanos, long toNanos) {
        /** Whether what begins then and takes so long is touched by it. */
        boolean touches(long nanos, Duration taking) {
            return nanos - fromNanos >= -taking.toNanos() && nanos - toNanos <= 0;
        }

        long seconds() {
            return TimeUnit.NANOSECONDS.toSeconds(toNanos - fromNanos);
        }
    }
}

package io.smppworker.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.smppworker.sandbox.broker.Broker;
import io.smppworker.sandbox.broker.Brokers;
import io.smppworker.sandbox.process.JavaProcess;
import io.smppworker.schemas.Receipt;
import io.smppworker.streams.MemberName;
import io.smppworker.streams.StreamsSupervisor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Correlators that die, as their user sees it: how long receipts wait, and that each comes once. */
class CorrelatorFailoverIT {
    private static final Logger LOG = LoggerFactory.getLogger(CorrelatorFailoverIT.class);
    private static final Duration FAILOVER = Duration.ofSeconds(12);
    private static final Duration HANG_NOTICED = Duration.ofSeconds(20);
    private static final Duration BETWEEN_KILLS = Duration.ofSeconds(8);
    private static final int KILLS = 3;
    private static final int PER_SECOND = 50;

    private static Broker broker;

    @TempDir
    Path directory;

    @BeforeAll
    static void startBroker() {
        broker = Brokers.open();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void receiptsOfEveryPartitionFlowAgainWithinTwelveSecondsOfASigkill() {
        try (CorrelatorScene scene = new CorrelatorScene(broker);
                JavaProcess first = CorrelatorProcess.start(broker, scene, directory, "first");
                JavaProcess second = CorrelatorProcess.start(broker, scene, directory, "second");
                JavaProcess third = CorrelatorProcess.start(broker, scene, directory, "third");
                Feed feed = new Feed(scene, PER_SECOND)) {
            awaitFlow(feed);

            long killedNanos = System.nanoTime();
            first.sigkill();
            readFor(feed, FAILOVER);
            report("killed one of three", feed, killedNanos);
            assertThat(partitionsAgain(feed, killedNanos)).hasSize(CorrelatorScene.PARTITIONS);
            assertThat(feed.isAnsweredUpTo(killedNanos + Duration.ofSeconds(3).toNanos()))
                    .describedAs("each message of before the kill and the 3 s after it has its receipt")
                    .isTrue();

            feed.end();
            awaitAllAnsweredOnce(scene, feed);
            assertThat(List.of(second, third)).allMatch(JavaProcess::isAlive);
        }
    }

    @Test
    void receiptsKeepComingWhileACorrelatorIsKilledEveryEightSeconds() {
        List<JavaProcess> running = new ArrayList<>();
        try (CorrelatorScene scene = new CorrelatorScene(broker);
                Feed feed = new Feed(scene, PER_SECOND)) {
            for (int i = 0; i < 3; i++) {
                running.add(CorrelatorProcess.start(broker, scene, directory, "c" + i));
            }
            awaitFlow(feed);
            long begunNanos = System.nanoTime();
            for (int kill = 0; kill < KILLS; kill++) {
                int victim = kill % running.size();
                running.get(victim).sigkill();
                long killedNanos = System.nanoTime();
                running.set(victim, CorrelatorProcess.start(broker, scene, directory, "c" + victim));
                readFor(feed, BETWEEN_KILLS);
                report("killed " + (kill + 1) + " times", feed, killedNanos);
            }
            long silenceMillis = longestSilenceMillis(feed, begunNanos, System.nanoTime());
            feed.end();
            awaitAllAnsweredOnce(scene, feed);
            long waitMillis = feed.finals().stream()
                    .mapToLong(seen -> seen.seenMillisAfter(seen.fedNanos()))
                    .max()
                    .orElseThrow();
            LOG.info(
                    "{} messages, the longest time without a receipt {} ms, the longest that one waited {} ms",
                    feed.size(),
                    silenceMillis,
                    waitMillis);
            assertThat(silenceMillis).isLessThan(FAILOVER.toMillis());
        } finally {
            running.forEach(JavaProcess::close);
        }
    }

    @Test
    void aCorrelatorThatIsFencedWhileItLivesGoesOnWithoutAFailure() {
        ListAppender<ILoggingEvent> failures = new ListAppender<>();
        failures.start();
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(StreamsSupervisor.class)).addAppender(failures);
        try (CorrelatorScene scene = new CorrelatorScene(broker);
                Correlator correlator = scene.correlator(directory);
                Feed feed = new Feed(scene, PER_SECOND);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            correlator.start();
            awaitFlow(feed);
            for (int time = 0; time < 5; time++) {
                fence(admin, scene.applicationId());
                readFor(feed, Duration.ofSeconds(1));
            }
            feed.end();
            awaitAllAnsweredOnce(scene, feed);
            assertThat(correlator.missing()).isNull();
            assertThat(failures.list).isEmpty();
        }
    }

    @Test
    void aCorrelatorWhoseThreadHangsWhileItsHeartbeatsGoOnIsLeftBehind() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        try (CorrelatorScene scene = new CorrelatorScene(broker);
                JavaProcess well = CorrelatorProcess.start(broker, scene, directory, "well");
                Feed feed = new Feed(scene, PER_SECOND);
                Correlator hanging = scene.correlator(
                        HangingPolls.addedTo(scene.properties(directory.resolve("hanging")), hangs, gate));
                AutoCloseable ungated = gate::countDown) {
            awaitFlow(feed);
            hanging.start();
            await().atMost(CorrelatorScene.PATIENCE).until(() -> {
                feed.read();
                return hangs.getCount() == 0;
            });
            long hangsNanos = System.nanoTime();
            readFor(feed, HANG_NOTICED.dividedBy(2));
            assertThat(feed.isAnsweredUpTo(hangsNanos + Duration.ofSeconds(5).toNanos()))
                    .describedAs("it holds some up")
                    .isFalse();
            await().atMost(HANG_NOTICED.dividedBy(2).plus(FAILOVER)).until(() -> {
                feed.read();
                return feed.isAnsweredUpTo(
                        System.nanoTime() - Duration.ofSeconds(3).toNanos());
            });

            gate.countDown();
            CorrelatorScene.awaitRunning(hanging);
            assertThat(hanging.missing()).isNull();
            feed.end();
            awaitAllAnsweredOnce(scene, feed);
            assertThat(well.isAlive()).isTrue();
        }
    }

    private static long longestSilenceMillis(Feed feed, long fromNanos, long toNanos) {
        long[] seen = feed.finals().stream()
                .mapToLong(Feed.Final::seenNanos)
                .filter(nanos -> nanos > fromNanos)
                .sorted()
                .toArray();
        long longest = 0;
        long before = fromNanos;
        for (long nanos : seen) {
            longest = Math.max(longest, nanos - before);
            before = nanos;
        }
        return Duration.ofNanos(Math.max(longest, toNanos - before)).toMillis();
    }

    private static void fence(Admin admin, String applicationId) {
        try {
            List<String> own = admin.listTransactions(new ListTransactionsOptions()).all().get().stream()
                    .map(TransactionListing::transactionalId)
                    .filter(id -> MemberName.isOf(applicationId, id))
                    .toList();
            assertThat(own).isNotEmpty();
            admin.fenceProducers(own).all().get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitFlow(Feed feed) {
        await().atMost(CorrelatorScene.PATIENCE).until(() -> {
            feed.read();
            return feed.isAnsweredUpTo(System.nanoTime() - Duration.ofSeconds(5).toNanos())
                    && feed.finals().size() > 10 * PER_SECOND;
        });
    }

    private static void readFor(Feed feed, Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            feed.read();
        }
    }

    /** Milliseconds after the kill at which the first receipt of a message fed after it was seen, by partition. */
    private static Map<Integer, Long> partitionsAgain(Feed feed, long killedNanos) {
        return feed.finals().stream()
                .filter(seen -> seen.fedNanos() > killedNanos)
                .collect(Collectors.toMap(
                        Feed.Final::partition, seen -> seen.seenMillisAfter(killedNanos), Math::min, TreeMap::new));
    }

    private static void report(String what, Feed feed, long killedNanos) {
        Map<Integer, Long> oldest = feed.finals().stream()
                .filter(seen -> Math.abs(seen.fedNanos() - killedNanos)
                        < Duration.ofSeconds(1).toNanos())
                .collect(Collectors.toMap(
                        Feed.Final::partition, seen -> seen.seenMillisAfter(killedNanos), Math::max, TreeMap::new));
        LOG.info(
                "{}: first receipt of each partition after {} ms, last of those fed around the kill after {} ms",
                what,
                partitionsAgain(feed, killedNanos),
                oldest);
    }

    private static void awaitAllAnsweredOnce(CorrelatorScene scene, Feed feed) {
        await().atMost(CorrelatorScene.PATIENCE).until(() -> {
            feed.read();
            return feed.isAnsweredUpTo(System.nanoTime());
        });
        List<String> finals = scene.receiptsSoFar().stream()
                .filter(Receipt::isFinal)
                .map(Receipt::messageId)
                .toList();
        assertThat(finals).doesNotHaveDuplicates();
        assertThat(finals)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, feed.size()).mapToObj(i -> "m" + i).toList());
    }
}

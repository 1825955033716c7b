package io.smppworker.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.smppworker.sandbox.process.JavaProcess;
import io.smppworker.streams.MemberName;
import io.smppworker.streams.StreamsSupervisor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Correlators that live, and are fenced or left behind: each receipt comes, and once. */
class CorrelatorFencingIT {
    private static final Duration HANG_NOTICED = Duration.ofSeconds(20);

    /** Fenced while it takes the end of the same transaction, Kafka 4.3 may fail itself, with UNKNOWN_SERVER_ERROR. */
    private static final String FAILURE_OF_THE_BROKER = "Unhandled error in EndTxnResponse: The server experienced an";

    @TempDir
    Path directory;

    @Test
    void aCorrelatorThatIsFencedWhileItLivesGoesOnWithoutAFailure() {
        ListAppender<ILoggingEvent> failures = new ListAppender<>();
        failures.start();
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(StreamsSupervisor.class)).addAppender(failures);
        try (CorrelatorScene scene = new CorrelatorScene();
                Correlator correlator = scene.correlator(directory);
                Feed feed = new Feed(scene);
                Admin admin =
                        Admin.create(Map.of("bootstrap.servers", scene.broker().bootstrapServers()))) {
            correlator.start();
            feed.awaitFlow(100);
            for (int time = 0; time < 5; time++) {
                fence(admin, scene.applicationId());
                feed.readFor(Duration.ofSeconds(1));
            }
            feed.endAnsweredOnce();
            assertThat(correlator.missing()).isNull();
            assertThat(failures.list)
                    .extracting(ILoggingEvent::getThrowableProxy)
                    .extracting(thrown -> thrown == null ? "" : ThrowableProxyUtil.asString(thrown))
                    .filteredOn(stack -> !stack.contains(FAILURE_OF_THE_BROKER))
                    .isEmpty();
        }
    }

    @Test
    void aCorrelatorWhoseThreadHangsWhileItsHeartbeatsGoOnIsLeftBehind() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        try (CorrelatorScene scene = new CorrelatorScene();
                JavaProcess well = CorrelatorProcess.start(scene, directory, "well");
                Correlator hanging = scene.correlator(
                        HangingPolls.addedTo(scene.properties(directory.resolve("hanging")), hangs, gate));
                AutoCloseable ungated = gate::countDown) {
            scene.awaitMembers(1);
            hanging.start();
            scene.awaitMembers(2);
            // not sooner: one that comes when there is much to catch up on is given no work for a minute
            try (Feed feed = new Feed(scene)) {
                await().atMost(CorrelatorScene.PATIENCE).until(() -> {
                    feed.read();
                    return hangs.getCount() == 0;
                });
                assertIsLeftBehind(feed, System.nanoTime());

                gate.countDown();
                CorrelatorScene.awaitRunning(hanging);
                assertThat(hanging.missing()).isNull();
                feed.endAnsweredOnce();
                assertThat(well.isAlive()).isTrue();
            }
        }
    }

    /** Receipts wait at first, and then they do not although it still hangs. */
    private static void assertIsLeftBehind(Feed feed, long hangsNanos) {
        feed.readFor(HANG_NOTICED.dividedBy(2));
        assertThat(feed.isAnsweredUpTo(hangsNanos + Duration.ofSeconds(5).toNanos()))
                .describedAs("it holds some up")
                .isFalse();
        await().atMost(CorrelatorScene.PATIENCE).until(() -> {
            feed.read();
            return feed.isAnsweredUpTo(System.nanoTime() - Duration.ofSeconds(3).toNanos());
        });
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
}
